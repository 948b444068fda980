import type { ProviderEvent } from '../../../domain/events.ts';
import type { WebhookReply, WebhookRequest } from '../../../domain/provider.ts';
import { parseElement } from '../../kit/elements.ts';
import { asText, type JsonObject } from '../../kit/json.ts';
import { senderOf } from '../../kit/sender-number.ts';
import { unknownReported } from '../../kit/unknown-reported.ts';
import { readBody } from '../body.ts';
import { refusal } from '../refuse.ts';
import type { CommonSettings } from '../settings.ts';
import { parseMessage } from './parse-message.ts';
import { parseReports } from './parse-report.ts';

/** No body, or a message of nobody. */
export function refuseRequest(request: WebhookRequest, settings: CommonSettings): WebhookReply | undefined {
  const { isEmpty, members } = readBody(request.body);
  if (isEmpty) return refusal('The body is missing.', settings);
  if (members === undefined || hasReports(members) || messageType(members) === undefined) return undefined;
  return asText(members.mobile) === undefined ? refusal('The field mobile is missing.', settings) : undefined;
}

/** One message, or a list of delivery reports. Which it is stands in the values: a JSON body may have the members of both, as null. */
export function parseWebhook(request: WebhookRequest): readonly ProviderEvent[] {
  const { text, members } = readBody(request.body);
  if (members === undefined) return [{ type: 'unparsable', reason: 'The body is no JSON object.', raw: text }];
  const events = parseElement(
    () => parseMembers(members, text),
    () => text,
  );
  return events.length > 0 ? events : [unknownReported('empty', text)];
}

function parseMembers(members: JsonObject, text: string): readonly ProviderEvent[] {
  if (hasReports(members)) return parseReports(members.response);
  const type = messageType(members);
  if (type !== undefined) return [parseMessage(members, type, text)];
  return [unknownReported('untyped', text, senderOf(members.waNumber))];
}

function hasReports({ response }: JsonObject): boolean {
  return (typeof response === 'string' && response.trim() !== '') || Array.isArray(response);
}

function messageType({ type }: JsonObject): string | undefined {
  return typeof type === 'string' && type.trim() !== '' ? type.trim().toLowerCase() : undefined;
}
