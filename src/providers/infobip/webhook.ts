import type { ProviderEvent } from '../../domain/events.ts';
import type { WebhookRequest } from '../../domain/provider.ts';
import { parseElement, rawOf, textOf, UnreadableElement } from '../kit/elements.ts';
import { asList, asObject, isObject, type JsonObject, parseJson } from '../kit/json.ts';
import { unknownReported } from '../kit/unknown-reported.ts';
import { type ItemContext, unknownItem } from './item.ts';
import { parseMessage } from './parse-message.ts';
import { parseIdentityNotice, parsePaymentNotice, parsePreference, parseTemplateUpdate } from './parse-notice.ts';
import { parseReport, parseSeen } from './parse-report.ts';
import { senderOf } from './report-url.ts';

/**
 * One address takes everything: bodies are told apart by their shape. Each of `results[]` stands for itself. Never throws.
 * https://www.infobip.com/docs/api/channels/whatsapp (webhooks, seen 2026-07)
 */
export function parseWebhook(request: WebhookRequest, keyword: string | undefined): readonly ProviderEvent[] {
  const raw = textOf(request.body);
  const items = readItems(raw);
  if (items === undefined) return [{ type: 'unparsable', reason: 'The body is not JSON.', raw }];
  if (items.length === 0) return [unknownReported('empty', raw)];
  const context = { sender: senderOf(request), receivedAt: request.receivedAt, keyword };
  return items.flatMap((item) =>
    parseElement(
      () => [parseItem(item, context)],
      () => JSON.stringify({ results: [item] }),
    ),
  );
}

/** Undefined: not JSON. What has no `results` is one item itself. */
function readItems(text: string): readonly unknown[] | undefined {
  try {
    const body = parseJson(text);
    const { results } = asObject(body);
    if (Array.isArray(results)) return asList(results);
    return Array.isArray(body) ? body : [body];
  } catch {
    return undefined;
  }
}

function parseItem(value: unknown, context: ItemContext): ProviderEvent {
  if (!isObject(value)) throw new UnreadableElement('It is not an object.');
  const content = asObject(value.content);
  if (isObject(value.message)) return parseInbound(value, context);
  if (value.seenAt !== undefined) return parseSeen(value, context);
  if (isObject(value.status)) return parseReport(value, context);
  if (content.type === 'payment') return parsePaymentNotice(value, content, context);
  if (content.notificationMessagesStatus !== undefined) return parsePreference(value, content, context);
  if (content.type === 'user_identity_changed') return parseIdentityNotice(value);
  if (value.messageTemplateId !== undefined && isObject(value.change)) return parseTemplateUpdate(value, context);
  return unknownItem('unknown', value);
}

/** The address may get other channels' messages, which nobody could answer over WhatsApp. */
function parseInbound(item: JsonObject, context: ItemContext): ProviderEvent {
  const { integrationType } = item;
  const isWhatsApp = integrationType === undefined || integrationType === 'WHATSAPP';
  return isWhatsApp ? parseMessage(item, context) : unknownItem(`not_whatsapp:${rawOf(integrationType)}`, item);
}
