/** What must hold when a schedule has come to rest, whatever happened on the way. */

import type { MessageStatus } from '../../src/domain/message.ts';
import { PENDING_STATUSES } from '../../src/domain/message.ts';
import { mergeStatus } from '../../src/domain/status.ts';
import { checkOrder } from './check-order.ts';
import type { SimContext } from './context.ts';
import type { Profile } from './profile.ts';
import type { Acceptance, SimRecord, Written } from './record.ts';
import { answerText, causeOf, conversationIn, FALLBACK_TEXT, isAnswer, partsOfAnswer } from './setting.ts';
import type { StoreContents, StoredMessage } from './subject.ts';

/** The channels' time in doubt: nothing is sent again before it is over. */
const DOUBT_WAIT_MS = 15_000;

/** Sentences about what is wrong; none if all is well. */
export function checkOutcome({ record, profile }: SimContext, { messages, deadLetters }: StoreContents): string[] {
  const inbound = groupByText(messages.filter(({ direction }) => direction === 'inbound'));
  const outbound = groupByText(
    messages.filter(({ direction, text }) => direction === 'outbound' && text !== FALLBACK_TEXT),
  );
  const accepted = groupByText(record.accepted.filter(({ text }) => text !== FALLBACK_TEXT));
  return [
    ...record.violations,
    ...record.written.flatMap((written) => checkAnswered(written, { inbound, outbound, record, deadLetters })),
    ...record.requested.flatMap(({ text }) => exactlyOne(`request ${text} as stored`, outbound.get(text))),
    ...[...outbound.values()].flat().flatMap((message) => checkSettled(message, accepted.get(message.text) ?? [])),
    ...[...accepted.values()].flatMap((acceptances) => checkSentOnce(acceptances, record)),
    ...record.accepted.flatMap((acceptance) => checkRecipient(acceptance, record)),
    ...checkOrder(record),
    ...checkNeedlessFailures(messages, profile),
  ];
}

/** Nothing is given up that nobody made fail. */
function checkNeedlessFailures(messages: readonly StoredMessage[], { bot, provider, node }: Profile): string[] {
  const isBotReliable = Object.values(bot).every((chance) => chance === 0);
  const areSendsReliable = [...Object.values(provider), node.crash, node.pause].every((chance) => chance === 0);
  return messages
    .filter(({ status }) => status === 'failed')
    .filter(({ direction, text }) => (direction === 'inbound' ? isBotReliable : areSendsReliable && isAnswer(text)))
    .map(({ text }) => `${text} was given up needlessly`);
}

interface Grouped {
  inbound: ReadonlyMap<string, StoredMessage[]>;
  outbound: ReadonlyMap<string, StoredMessage[]>;
  record: SimRecord;
  deadLetters: ReadonlySet<string>;
}

/** Every message is stored once and answered once, or it is visibly given up. */
function checkAnswered({ text }: Written, { inbound, outbound, record, deadLetters }: Grouped): string[] {
  const takings = record.sighted.filter(({ message }) => message?.text === text).length;
  if (takings !== 1) return [`${text} was taken ${takings} times`];
  const [message] = inbound.get(text) ?? [];
  if (!message) return [`${text} is not stored`];
  const answers = Array.from(
    { length: partsOfAnswer(text) },
    (_, part) => outbound.get(answerText(text, part))?.length ?? 0,
  );
  if (answers.some((count) => count > 1)) return [`${text} was answered ${answers.join(' and ')} times`];
  if (message.status === 'failed')
    return isGivenUp(message, { inbound, deadLetters }) ? [] : [`${text} failed silently`];
  if (record.forHuman.has(text) && message.status !== 'ignored') return [`${text} was not left to the human`];
  if (message.status === 'ignored' && wasHandedOver(text, record)) {
    return answers.every((count) => count === 0) ? [] : [`${text} was answered although a human had taken over`];
  }
  if (message.status !== 'answered') return [`${text} was left ${message.status}`];
  return answers.every((count) => count === 1) ? [] : [`${text} lacks an answer`];
}

function wasHandedOver(text: string, { handingOver }: SimRecord): boolean {
  return [...handingOver.values()].includes(conversationIn(text));
}

/** A gathered turn has one dead letter for all its messages. */
function isGivenUp(
  message: StoredMessage,
  { inbound, deadLetters }: Pick<Grouped, 'inbound' | 'deadLetters'>,
): boolean {
  if (deadLetters.has(message.id)) return true;
  const conversation = conversationIn(message.text);
  return [...inbound.values()]
    .flat()
    .some(
      ({ id, text, status }) => status === 'failed' && deadLetters.has(id) && conversationIn(text) === conversation,
    );
}

/** Nothing is left pending, failures say why, and the shown status is the best that was reported. */
function checkSettled(message: StoredMessage, acceptances: readonly Acceptance[]): string[] {
  const { text, status } = message;
  if (PENDING_STATUSES.some((pending) => pending === status)) return [`${text} was left ${status}`];
  const reported = acceptances.flatMap(({ statuses }) => statuses);
  if (reported.length > 0) {
    const best = reported.reduce<MessageStatus>(mergeStatus, 'accepted');
    return status === best ? [] : [`${text} is shown as ${status}, not as ${best}`];
  }
  if (status === 'failed') return message.hasFailure ? [] : [`${text} failed without a reason`];
  return acceptances.length > 0 ? [] : [`${text} is shown as ${status} but was never sent`];
}

/** A second time only for a message in doubt: after its time in doubt, and if no echo of the first could be known. */
function checkSentOnce(acceptances: readonly Acceptance[], record: SimRecord): string[] {
  const { begun, echoed } = record;
  if (acceptances.length < 2) return [];
  const [first, second, third] = [...acceptances].sort((a, b) => stepOf(a) - stepOf(b));
  if (!first || !second || third) return [`${first?.text} was sent ${acceptances.length} times`];
  const waitedMs = (begun.get(second.attemptId)?.at ?? 0) - (begun.get(first.attemptId)?.at ?? 0);
  if (first.attemptId === second.attemptId) return [`attempt ${first.attemptId} was sent twice`];
  if (waitedMs < DOUBT_WAIT_MS) return [`${first.text} was sent again after ${waitedMs} ms`];
  const echoedAt = echoed.get(first.attemptId);
  if (echoedAt !== undefined && echoedAt < stepOf(second))
    return [`${first.text} was sent again although it was echoed`];
  // A frozen node may swallow the echo until it is too late.
  if (!first.isMute && record.pauses === 0) return [`${first.text} was sent again although its echo was on the way`];
  return [];

  function stepOf({ attemptId }: Acceptance): number {
    return begun.get(attemptId)?.step ?? Number.POSITIVE_INFINITY;
  }
}

/** Answers go to who wrote, from the sender that was written to. */
function checkRecipient({ text, senderPhone, recipient }: Acceptance, record: SimRecord): string[] {
  if (text === FALLBACK_TEXT) return [];
  const cause = causeOf(text);
  const expected = [...record.written, ...record.requested].find((each) => each.text === cause);
  if (!expected) return [`${text} answers nothing`];
  if (expected.senderPhone === senderPhone && expected.person === recipient) return [];
  return [`${text} went from ${senderPhone} to ${recipient}`];
}

function exactlyOne(what: string, found: readonly unknown[] | undefined): string[] {
  return found?.length === 1 ? [] : [`${what}: ${found?.length ?? 0} times`];
}

function groupByText<Item extends { text: string }>(items: readonly Item[]): Map<string, Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(item.text);
    if (group) group.push(item);
    else groups.set(item.text, [item]);
  }
  return groups;
}
