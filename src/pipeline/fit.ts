import { isDeepStrictEqual } from 'node:util';
import type { OutboundContent } from '../domain/content.ts';
import { type Degraded, degrade } from '../domain/degrade.ts';
import type { SendFailure } from '../domain/failure.ts';
import type { AttemptId, MessageId } from '../domain/ids.ts';
import { namesProviderMedia } from '../domain/media-references.ts';
import { findTemplate } from '../domain/templates/find-template.ts';
import { accountAt } from '../services/templates/accounts.ts';
import type { ClaimedSend, OutDraft, SendStep } from '../store/work.ts';
import type { PipelineContext } from './parts.ts';
import type { SendCase } from './send-case.ts';

/**
 * A message was made for the connection that was active when it was queued, and may leave by another. `fits`: as it is; `replaced`: said in
 * another way, maybe in several messages, as this step says; `failed`: it cannot be said there, or means something only at the other provider.
 */
export type Fit =
  | { outcome: 'fits'; sendCase: SendCase }
  | { outcome: 'replaced'; step: SendStep }
  | { outcome: 'failed'; failure: SendFailure };

export function fitToConnection(
  sendCase: SendCase,
  attemptId: AttemptId,
  context: Pick<PipelineContext, 'clock' | 'ids' | 'templates'>,
): Fit {
  const { work, connection } = sendCase;
  if (isMadeFor(sendCase)) return { outcome: 'fits', sendCase };
  const foreign = whyForeign(sendCase, context);
  if (foreign !== null) return failed(foreign);
  const { capabilities } = connection.definition;
  const degraded = degrade(work.content, capabilities);
  if (!degraded.ok) return failed(degraded.message);
  const [first, ...rest] = degraded.parts;
  const isChanged = rest.length > 0 || !isDeepStrictEqual(first, work.content);
  // What would be said in yet another way the next time goes as it is.
  if (first && isChanged && [first, ...rest].every((part) => isSettled(part, degrade(part, capabilities)))) {
    return {
      outcome: 'replaced',
      step: replaceBy(sendCase, { ...degraded, parts: [first, ...rest], attemptId }, context),
    };
  }
  return { outcome: 'fits', sendCase: withoutForeignQuote(sendCase) };
}

/** Nearly always: the channel knows one provider, and was there when the message was queued, which was fitted to it then. */
function isMadeFor({ work, channel, connection }: SendCase): boolean {
  const isSame = ({ definition }: SendCase['connection']) => definition.id === connection.definition.id;
  return work.createdAt >= connection.connection.createdAt && channel.connections.every(isSame);
}

function isSettled(part: OutboundContent, again: Degraded): boolean {
  return again.ok && isDeepStrictEqual(again.parts, [part]);
}

function replaceBy(
  { work, connection }: SendCase,
  {
    parts,
    choices,
    attemptId,
  }: Extract<Degraded, { ok: true }> & {
    attemptId: AttemptId;
    parts: readonly [OutboundContent, ...OutboundContent[]];
  },
  { clock, ids }: Pick<PipelineContext, 'clock' | 'ids'>,
): SendStep {
  const [content, ...rest] = parts;
  const more = rest.map((part) => draftOf(part, work, ids.next('msg') as MessageId));
  const at = clock.now();
  const detail = { replacedBy: 'parts', parts: parts.length, provider: connection.definition.id };
  const queued = more.map(({ messageId }) => ({
    ...{ messageId, step: 'queued' as const, at },
    detail: { partOf: work.messageId },
  }));
  return {
    ...{ outcome: 'replace', lane: work.lane, messageId: work.messageId, attemptId, content, freeForm: work.freeForm },
    ...(more.length > 0 && { more }),
    ...(choices.length > 0 && { choices }),
    trace: [{ messageId: work.messageId, step: 'held', at, attemptId, detail }, ...queued],
  };
}

function draftOf(content: OutboundContent, work: ClaimedSend, messageId: MessageId): OutDraft {
  const { author, freeForm, marketing = false, expiresAt } = work;
  return { messageId, author, content, freeForm, marketing, pauseMs: 0, replyTo: null, expiresAt };
}

/** What only another provider understands, as a sentence; null: nothing of it. */
function whyForeign(sendCase: SendCase, context: Pick<PipelineContext, 'templates'>): string | null {
  const { work, connection } = sendCase;
  const { content } = work;
  const { id, displayName } = connection.definition;
  if (content.type === 'raw') {
    return content.provider === id
      ? null
      : `it is a message in the form of ${content.provider}, and leaves by ${displayName}`;
  }
  if (!mayBeForeign(sendCase, work.createdAt)) return null;
  if (isStranger(work)) return `the person is known only by an id of another provider, and it leaves by ${displayName}`;
  if (namesProviderMedia(content)) return `it names a file by an id of another provider, and leaves by ${displayName}`;
  if (content.type === 'reaction') {
    return mayBeForeign(sendCase, work.replyTo?.at ?? 0)
      ? `the message that it reacts to is not known to ${displayName}, by which it leaves`
      : null;
  }
  return isUnknownTemplate(sendCase, context)
    ? `${displayName}, by which it leaves, has no approved template of this name and language`
    : null;
}

/** A business-scoped user id may be known to both; whether it is taken is the adapter's to say. */
function isStranger({ conversation: { identifiers } }: ClaimedSend): boolean {
  return identifiers.length > 0 && identifiers.every(({ kind }) => kind === 'provider_ref');
}

/** Of an account whose templates were never read nothing is known: the provider decides. */
function isUnknownTemplate(
  { work, channel, connection }: SendCase,
  { templates }: Pick<PipelineContext, 'templates'>,
): boolean {
  if (work.content.type !== 'template') return false;
  const sender = channel.senders.find(({ id }) => id === work.conversation.senderId);
  const account = sender && accountAt(connection, channel, sender);
  const known = account ? templates.peek(account) : null;
  return known !== null && !findTemplate(known, work.content).ok;
}

/** A quoted message is not known to a provider that had no part in it; the answer goes without the quote. */
function withoutForeignQuote(sendCase: SendCase): SendCase {
  const { work } = sendCase;
  if (work.replyTo === null || !mayBeForeign(sendCase, work.replyTo.at ?? 0)) return sendCase;
  return { ...sendCase, work: { ...work, replyTo: null } };
}

/** Whether something from that moment may come from a connection at another provider than the one that sends now. */
function mayBeForeign({ channel, connection }: SendCase, at: number): boolean {
  const isOther = ({ definition }: SendCase['connection']) => definition.id !== connection.definition.id;
  if (!channel.connections.some(isOther)) return false;
  const standsIn = channel.active !== null && isOther(channel.active);
  return standsIn || at < connection.connection.createdAt;
}

function failed(message: string): Fit {
  return { outcome: 'failed', failure: { kind: 'message_invalid', message } };
}
