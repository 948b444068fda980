import type { ProviderEvent } from '../../domain/events.ts';
import type { WebhookReply, WebhookRequest } from '../../domain/provider.ts';
import { parseElement, textOf } from '../kit/elements.ts';
import { isObject, type JsonObject, parseJson } from '../kit/json.ts';
import { unknownReported } from '../kit/unknown-reported.ts';
import type { ElementParser, Surroundings } from './element.ts';
import { parseMessage } from './parse-message.ts';
import { parseStatus } from './parse-status.ts';
import type { NetcoreSettings } from './settings.ts';

const LISTS: Readonly<Record<string, ElementParser>> = {
  incoming_message: parseMessage,
  delivery_status: parseStatus,
};

/** Netcore has no use for an answer to what is no JSON but a 400. */
export function refuseRequest({ body }: WebhookRequest): WebhookReply | undefined {
  if (readJson(body) !== undefined) return undefined;
  return { status: 400, contentType: 'application/json', body: '{"error":"The body must be JSON."}' };
}

/** Messages and delivery events come as lists of any length, each by itself or both at once. */
export function createParse(settings: NetcoreSettings) {
  return (request: WebhookRequest): readonly ProviderEvent[] => {
    const text = textOf(request.body);
    const json = readJson(request.body);
    if (!isObject(json)) return [{ type: 'unparsable', reason: 'The body is no JSON object.', raw: text }];
    const around = { receivedAt: request.receivedAt, settings };
    const events = Object.entries(LISTS).flatMap(([name, parse]) => parseList(json, name, { parse, around }));
    return events.length > 0 ? events : [unknownReported('empty', text)];
  };
}

function parseList(
  body: JsonObject,
  name: string,
  { parse, around }: { parse: ElementParser; around: Surroundings },
): ProviderEvent[] {
  const list = body[name];
  if (list === undefined || list === null) return [];
  return (Array.isArray(list) ? list : [list]).flatMap((element: unknown) => {
    const raw = JSON.stringify({ [name]: [element] });
    return parseElement(
      () => [parse(element, raw, around)],
      () => raw,
    );
  });
}

function readJson(body: Uint8Array): unknown {
  try {
    return parseJson(textOf(body));
  } catch {
    return undefined; // The caller says what that means.
  }
}
