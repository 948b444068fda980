import type { ProviderEvent } from '../../../domain/events.ts';
import type { WebhookRequest } from '../../../domain/provider.ts';
import { asObject, asText, asWord, isObject, type JsonObject } from '../../kit/json.ts';
import { unknownReported } from '../../kit/unknown-reported.ts';
import { parseBody } from '../body.ts';
import type { Surroundings } from '../element.ts';
import { parseMessage } from './parse-message.ts';
import { parseStatus } from './parse-status.ts';

/** Messages and delivery events come one a request, to the same URL. */
export function parseWebhook(request: WebhookRequest): readonly ProviderEvent[] {
  return parseBody(request, (body, raw) => parseEvent(unwrap(body), { raw, receivedAt: request.receivedAt }));
}

function parseEvent(event: JsonObject, around: Surroundings): ProviderEvent {
  switch (kindOf(event)) {
    case 'delivery events':
      return parseStatus(event, around);
    case 'user initiated':
      return parseMessage(event, around);
    default:
      return unknownReported(asText(asObject(event.events).eventType) ?? 'untyped', around.raw);
  }
}

/** Where the type is missing, what the event is about tells it. */
function kindOf({ events, notificationAttributes, eventContent }: JsonObject): string | undefined {
  const told = asWord(asObject(events).eventType);
  if (told !== undefined) return told.trim();
  if (isObject(notificationAttributes)) return 'delivery events';
  return isObject(asObject(eventContent).message) ? 'user initiated' : undefined;
}

/** A relay has been seen that puts the whole event into one member. */
function unwrap(body: JsonObject): JsonObject {
  return body.events === undefined && isObject(body.data_body) ? body.data_body : body;
}
