import type { ProviderEvent } from '../../domain/events.ts';
import type { Verdict, WebhookReply, WebhookRequest } from '../../domain/provider.ts';
import { bodyOf, readChange } from '../kit/cloud/change.ts';
import { WEBHOOK_OBJECT } from '../kit/cloud/wire.ts';
import { parseElement, textOf } from '../kit/elements.ts';
import { asList, asText, isObject, type JsonObject, parseJson } from '../kit/json.ts';
import { isHmacOf, isSameSecret } from '../kit/signature.ts';
import { unknownReported } from '../kit/unknown-reported.ts';
import { parseChange } from './parse-change.ts';
import type { MetaSettings } from './settings.ts';

const SIGNATURE = /^sha256=([0-9a-f]{64})$/i;

/**
 * Meta signs the bytes that it sends, escapes included, with the secret of the receiving app. The older SHA-1 header is not enough.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/create-webhook-endpoint (seen 2026-09)
 */
export function verifySignature(request: WebhookRequest, settings: MetaSettings): Verdict {
  const header = request.headers['x-hub-signature-256'];
  if (header === undefined) return { ok: false, reason: 'signature_missing' };
  const digest = SIGNATURE.exec(header)?.[1];
  if (digest === undefined) return { ok: false, reason: 'signature_malformed' };
  const signature = Buffer.from(digest, 'hex');
  const isGenuine = isHmacOf(request.body, signature, { algorithm: 'sha256', secrets: settings.appSecrets });
  return isGenuine ? { ok: true } : { ok: false, reason: 'signature_wrong' };
}

/** Meta's question whether the callback URL is ours: the challenge comes back and nothing else. Any other GET is refused. */
export function answerHandshake(request: WebhookRequest, settings: MetaSettings): WebhookReply | undefined {
  if (request.method !== 'GET') return undefined;
  const { 'hub.mode': mode, 'hub.verify_token': token, 'hub.challenge': challenge } = request.query;
  const isGenuine =
    mode === 'subscribe' &&
    typeof token === 'string' &&
    settings.verifyToken !== '' &&
    isSameSecret(settings.verifyToken, token);
  // A repeated parameter is a list, which Meta never sends.
  if (!isGenuine || typeof challenge !== 'string') {
    return { status: 403, contentType: 'text/plain', body: 'verification refused' };
  }
  return { status: 200, contentType: 'text/plain', body: challenge };
}

/** What Meta would ask. The challenge is nothing that anybody could mistake for an answer of their own. */
export function sampleHandshake({ verifyToken }: MetaSettings) {
  const answer = 'chasqui-handshake-739205';
  return { query: { 'hub.mode': 'subscribe', 'hub.verify_token': verifyToken, 'hub.challenge': answer }, answer };
}

/** Every entry × change × element of a notification. Never throws and never returns nothing. */
export function parseWebhook(request: WebhookRequest): readonly ProviderEvent[] {
  const text = textOf(request.body);
  const body = readBody(text);
  if (!('json' in body)) return unreadable(body.reason, text);
  const object = asText(body.json.object) ?? '';
  if (object !== WEBHOOK_OBJECT) return [unknownReported(`object:${object}`, text)];
  const events = asList(body.json.entry).flatMap(parseEntry);
  return events.length > 0 ? events : [unknownReported('empty', text)];
}

function readBody(text: string): { json: JsonObject } | { reason: string } {
  try {
    const json = parseJson(text);
    return isObject(json) ? { json } : { reason: 'The body is JSON, but not an object.' };
  } catch {
    return { reason: 'The body is not JSON.' };
  }
}

function parseEntry(entry: unknown): readonly ProviderEvent[] {
  if (!isObject(entry)) return unreadable('An entry is not an object.', bodyWith(entry));
  return asList(entry.changes).flatMap((element) => {
    if (!isObject(element)) {
      return unreadable('A change is not an object.', bodyWith({ id: entry.id, time: entry.time, changes: [element] }));
    }
    const change = readChange(entry, element);
    return parseElement(
      () => parseChange(change),
      () => bodyOf(change, change.value),
    );
  });
}

/** Its siblings are left out, or a list of a thousand odd elements would be kept a thousand times. */
function bodyWith(entry: unknown): string {
  return JSON.stringify({ object: WEBHOOK_OBJECT, entry: [entry] });
}

function unreadable(reason: string, raw: string): readonly ProviderEvent[] {
  return [{ type: 'unparsable', reason, raw }];
}
