import type { ProviderMessageId } from '../../domain/ids.ts';
import type { OutboundMessage, ReconcileFacet } from '../../domain/provider.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { asList, asNumber, asObject, asText, type JsonObject } from '../kit/json.ts';
import { isGood } from './answer.ts';
import type { Api } from './api.ts';
import { messagesUrl } from './client.ts';
import type { Receipts } from './receipts.ts';
import { renderMessage } from './render.ts';

const UNKNOWN = { outcome: 'unknown' } as const;
/** The newest come first; a message in doubt is seconds old. */
const PAGE_SIZE = 50;
/** Times are told in whole seconds, cut off. */
const PRECISION_MS = 1_000;
/** A difference beyond this is no drift: one of the two clocks is turned on purpose. */
const MAX_SKEW_MS = 10 * 60_000;

/** What a message of ours must look like in the list. */
interface Wanted {
  /** Undefined: a content, whose text Twilio makes. */
  body: string | undefined;
  hasMedia: boolean | undefined;
  /** By Twilio's clock, epoch ms. */
  since: number;
}

/**
 * Finds a message in doubt in Twilio's list: the newest to this person that was made since the attempt began and says the same. The list
 * is not filtered by `DateSent`, which a queued message does not have. https://www.twilio.com/docs/messaging/api/message-resource (seen 2026-04)
 */
export function createLookup(api: Api, receipts: Receipts): ReconcileFacet['lookup'] {
  return async (message) => {
    const rendered = renderMessage(message, api.settings);
    if (!rendered.ok || message.startedAt === undefined) return UNKNOWN;
    const query = new URLSearchParams(
      rendered.envelope.filter(([name]) => isFilter(name, api)).map(([...pair]) => pair),
    );
    query.set('PageSize', String(PAGE_SIZE));
    const url = `${messagesUrl(api.settings)}?${query}`;
    const exchanged = await api.exchange({ method: 'GET', url, signal: message.signal });
    if (!exchanged.ok || !isGood(exchanged.answer)) return UNKNOWN;
    const { answer } = exchanged;
    const { messages } = asObject(answer.json);
    if (!Array.isArray(messages)) return UNKNOWN;
    const wanted = {
      ...saidBy(message, rendered),
      since: message.startedAt + skewOf(answer, api.now()) - PRECISION_MS,
    };
    const found = asList(messages)
      .map(asObject)
      .filter(({ sid }) => !receipts.isTaken(asText(sid) ?? '', message.attemptId))
      .find((listed) => isWanted(listed, wanted));
    const sid = asText(found?.sid) as ProviderMessageId | undefined;
    return sid === undefined ? { outcome: 'not_sent' } : { outcome: 'sent', receipt: { providerMessageId: sid } };
  };
}

/** A messaging service fills in the sender later. */
function isFilter(name: string, { settings }: Api): boolean {
  return name === 'To' || (name === 'From' && settings.messagingServiceSid === undefined);
}

/** How far Twilio's clock is ahead of ours. */
function skewOf(answer: ProviderAnswer, now: number): number {
  const skew = Date.parse(answer.header('date') ?? '') - now;
  return Math.abs(skew) <= MAX_SKEW_MS ? skew : 0;
}

function saidBy(
  { content }: OutboundMessage,
  { draft }: Extract<ReturnType<typeof renderMessage>, { ok: true }>,
): Omit<Wanted, 'since'> {
  if (draft.kind !== 'plain') return { body: undefined, hasMedia: undefined };
  const saidAs = (wanted: string) => draft.fields.find(([name]) => name === wanted)?.[1];
  // A raw message may name a content as well.
  const isContent = content.type === 'raw' && saidAs('ContentSid') !== undefined;
  return isContent
    ? { body: undefined, hasMedia: undefined }
    : { body: saidAs('Body') ?? '', hasMedia: saidAs('MediaUrl') !== undefined };
}

function isWanted(listed: JsonObject, { body, hasMedia, since }: Wanted): boolean {
  const madeAt = Date.parse(asText(listed.date_created) ?? '');
  const isOurs = asText(listed.direction)?.startsWith('outbound') ?? false;
  const isSame = body === undefined || (asText(listed.body) ?? '').trim() === body.trim();
  const isAlike = hasMedia === undefined || (asNumber(listed.num_media) ?? 0) > 0 === hasMedia;
  return isOurs && isSame && isAlike && madeAt >= since;
}
