import type { ProviderEvent } from '../../../domain/events.ts';
import type { WebhookReply, WebhookRequest } from '../../../domain/provider.ts';
import { parseElement } from '../../kit/elements.ts';
import { unknownReported } from '../../kit/unknown-reported.ts';
import { readBody } from '../body.ts';
import { refusal } from '../refuse.ts';
import type { CommonSettings } from '../settings.ts';
import { parseV2 } from './parse-v2.ts';
import { parseV3 } from './parse-v3.ts';

/** A request without a body. */
export function refuseRequest(request: WebhookRequest, settings: CommonSettings): WebhookReply | undefined {
  return readBody(request.body).isEmpty ? refusal('The body is missing.', settings) : undefined;
}

/** Forms of both versions come to one URL, whatever was subscribed: submitted WhatsApp forms always as version 3. */
export function parseWebhook(request: WebhookRequest): readonly ProviderEvent[] {
  const { text, members } = readBody(request.body);
  if (members === undefined) return [{ type: 'unparsable', reason: 'The body is no JSON object.', raw: text }];
  if (!Array.isArray(members.entry)) {
    return parseElement(
      () => [parseV2(members, text)],
      () => text,
    );
  }
  const events = parseV3(members, text);
  return events.length > 0 ? events : [unknownReported('empty', text)];
}
