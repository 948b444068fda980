import { optOutRecipients } from '../contacts/marketing.ts';
import type { Operation } from '../engine.ts';
import type { Fenced, SendStep } from '../work.ts';
import { learnRecipients } from './recipients.ts';
import { SendWork } from './send-work.ts';
import { saveDeadLetters, saveTrace } from './stories.ts';

/**
 * Writes what attempts came to. A step whose lane was taken by somebody else writes nothing. An echo that settled the message meanwhile
 * wins over what the attempt made of it.
 */
export const commitSend: Operation<SendStep, Fenced> = {
  name: 'work.commit_send',
  async run(sql, steps) {
    await learnRecipients(sql, steps.flatMap(personOf));
    await optOutRecipients(sql, steps.flatMap(refusedPerson));
    const work = await SendWork.lock(sql, steps);
    const outcomes = steps.map((step): Fenced => (work.apply(step) ? 'ok' : 'lost'));
    const applied = steps.filter((_, index) => outcomes[index] === 'ok');
    await Promise.all([
      work.save(),
      saveTrace(
        sql,
        applied.flatMap(({ trace }) => trace),
      ),
      saveDeadLetters(
        sql,
        applied.flatMap((step) => (step.outcome === 'failed' ? (step.deadLetter ?? []) : [])),
      ),
    ]);
    return outcomes;
  },
};

/** The message that a provider refused because its person opted out; not one that we refused ourselves. */
function refusedPerson(step: SendStep): string[] {
  if (step.outcome !== 'failed' || step.failure.kind !== 'recipient_opted_out' || step.attemptId === null) return [];
  return [step.messageId];
}

function personOf(step: SendStep) {
  if (step.outcome !== 'accepted' || step.person === undefined) return [];
  return [{ messageId: step.messageId, person: step.person }];
}
