import type { Operation } from '../engine.ts';
import type { Fenced, ResendStep } from '../work.ts';
import { countAttempts, type NewAttempt, startAttempts } from './attempts.ts';
import { Lanes } from './lanes.ts';
import { type MessageRow, Messages } from './messages.ts';
import { saveTrace } from './stories.ts';

/**
 * Begins another attempt on messages in doubt. If an echo settled one first, nothing is sent and its lane goes on. The same attempt again
 * changes nothing.
 */
export const resend: Operation<ResendStep, Fenced> = {
  name: 'work.resend',
  async run(sql, steps) {
    const lanes = new Lanes(sql);
    const messages = new Messages(sql);
    await lanes.lock(
      steps.map(({ lane }) => lane.conversationId),
      ['out'],
    );
    await messages.lock(steps.map(({ messageId }) => messageId));
    const counts = await countAttempts(
      sql,
      steps.map(({ messageId }) => messageId),
    );
    const started: NewAttempt[] = [];
    const outcomes = steps.map((step): Fenced => {
      const [lane, message] = [lanes.held(step.lane), messages.get(step.messageId)];
      if (lane === undefined || message === undefined) return 'lost';
      if (message.status === 'sending' && message.attempt_id === step.attemptId) return 'ok';
      if (message.status !== 'in_doubt') {
        lanes.release(lane, sql.now, null);
        return 'lost';
      }
      messages.change(message, { status: 'sending', attempt_id: step.attemptId });
      started.push(attemptOf(step, message, counts.get(message.id) ?? 0));
      return 'ok';
    });
    const begun = new Set(started.map(({ id }) => id));
    const trace = steps.filter(({ attemptId }) => begun.has(attemptId)).flatMap((step) => step.trace);
    await Promise.all([messages.save(), startAttempts(sql, started), saveTrace(sql, trace), lanes.save()]);
    return outcomes;
  },
};

function attemptOf(step: ResendStep, message: MessageRow, before: number): NewAttempt {
  return { id: step.attemptId, message_id: message.id, connection_id: step.connectionId, number: before + 1 };
}
