import { hash } from 'node:crypto';
import type { ProviderEvent } from '../../../src/domain/events.ts';
import type { ProviderMessageId } from '../../../src/domain/ids.ts';
import type { Provider, ProviderHost } from '../../../src/domain/provider.ts';
import { attemptIdOf } from '../../../src/providers/kit/attempt-id.ts';
import { asText, isObject, type JsonObject, parseJson, withoutUndefined } from '../../../src/providers/kit/json.ts';
import { parseEpoch } from '../../../src/providers/kit/time.ts';
import type { Breakage } from './breakage.ts';

const SENDER = { field: 'phoneNumber', value: '15550001111' };

/** How the made-up provider's webhooks are read: a JSON list of messages `{id, from, text}` and statuses `{id, echo, time}`. */
export function createFakeParse(host: ProviderHost, secret: string, breakage: Breakage): Provider['parse'] {
  let seen = 0;
  return ({ body }) => {
    if (breakage === 'asks_the_clock_while_parsing') host.now();
    const text = Buffer.from(body).toString();
    const raw = text || (breakage === 'keeps_nothing_of_nothing' ? '' : '(empty)');
    if (breakage === 'writes_into_the_body') body[0] = 32;
    seen += 1;
    const list = readList(raw, breakage);
    if (list === undefined) {
      const told = { counts_what_it_saw: seen, quotes_headers_in_its_reason: secret }[String(breakage)] ?? '';
      return [{ type: 'unparsable', reason: `no list ${told}`, raw }];
    }
    return parseList(list, raw, breakage);
  };
}

function parseList(list: readonly unknown[], raw: string, breakage: Breakage): ProviderEvent[] {
  const events = list.flatMap((element) => parseElement(element, raw, breakage));
  const odd = events.findLastIndex(({ type }) => type === 'unknown_reported');
  if (breakage === 'gives_up_with_its_siblings' && odd !== -1) {
    return [{ type: 'unparsable', reason: 'one was odd', raw }];
  }
  if (breakage === 'loses_what_comes_before' && odd > 0) return events.slice(odd);
  return events.length > 0 || breakage === 'drops_unknown' ? events : [unknown(raw)];
}

/** Undefined: it is none. */
export function readList(text: string, breakage: Breakage = 'none'): unknown[] | undefined {
  try {
    const json: unknown = breakage === 'stumbles_over_deep_nesting' ? JSON.parse(text) : parseJson(text);
    return Array.isArray(json) ? json : undefined;
  } catch {
    return undefined;
  }
}

function parseElement(element: unknown, body: string, breakage: Breakage): ProviderEvent[] {
  const raw = breakage === 'keeps_everything_with_everything' ? body : (JSON.stringify(element) ?? 'null');
  const event = isObject(element) ? (messageOf(element, raw, breakage) ?? statusOf(element, raw, breakage)) : undefined;
  if (event !== undefined) return [event];
  if (breakage === 'throws_on_unknown') throw new TypeError('from is not a string');
  return breakage === 'drops_unknown' ? [] : [unknown(raw)];
}

function messageOf({ id, from, text }: JsonObject, raw: string, breakage: Breakage): ProviderEvent | undefined {
  if (typeof id !== 'string' || typeof from !== 'string' || typeof text !== 'string') return undefined;
  if (breakage !== 'takes_any_text_for_an_identifier' && !/^\d+$/.test(from)) return undefined;
  if (id === '') return undefined;
  return {
    type: 'message_received',
    stream: 'message',
    sender: SENDER,
    person: { identifiers: [{ kind: 'phone', value: from, matchKey: from }] },
    providerMessageId: id as ProviderMessageId,
    at: 1_790_000_000_000,
    content: { type: 'text', text },
    dedupeKey: breakage === 'invents_keys' ? String(Math.random()) : id,
    raw,
  };
}

function statusOf({ id, echo, time }: JsonObject, raw: string, breakage: Breakage): ProviderEvent | undefined {
  const key = asText(id);
  const at = breakage === 'takes_any_number_for_a_time' ? Number(time) : parseEpoch(time);
  if (key === undefined || at === undefined || echo === undefined) return undefined;
  // The branded type is what a broken adapter asserts without looking.
  const attemptId = (breakage === 'takes_any_echo_for_ours' ? asText(echo) : attemptIdOf(echo)) as ReturnType<
    typeof attemptIdOf
  >;
  return withoutUndefined({
    type: 'status_reported',
    sender: SENDER,
    providerMessageId: key as ProviderMessageId,
    status: 'sent',
    at,
    attemptId,
    dedupeKey: `${key}:sent`,
    raw,
  });
}

function unknown(raw: string): ProviderEvent {
  return { type: 'unknown_reported', kind: 'odd', dedupeKey: hash('sha256', raw), raw };
}
