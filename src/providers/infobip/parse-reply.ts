import type { InboundContent } from '../../domain/content.ts';
import { asText, isObject, type JsonObject, withoutUndefined } from '../kit/json.ts';

/** A button or row of an interactive message. */
export function parseChoice(type: 'button_reply' | 'list_reply', message: JsonObject): InboundContent | undefined {
  const id = asText(message.id);
  if (id === undefined) return undefined;
  return withoutUndefined({ type, id, title: asText(message.title) ?? '', description: asText(message.description) });
}

/** Without a payload of its own a template's quick reply has its label as payload. */
export function parseTemplateReply(message: JsonObject): InboundContent | undefined {
  const text = asText(message.text);
  const payload = asText(message.payload) ?? text;
  return payload === undefined ? undefined : { type: 'template_reply', text: text ?? payload, payload };
}

/** A completed form. */
export function parseFlowReply(message: JsonObject): InboundContent {
  const { text, response } = message;
  return withoutUndefined({
    type: 'flow_reply',
    name: 'flow',
    text: asText(text),
    response: isObject(response) ? response : undefined,
    provider: { ...message },
  });
}
