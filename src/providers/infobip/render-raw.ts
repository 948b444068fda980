import { asText, type JsonObject } from '../kit/json.ts';
import { Mistake } from './mistake.ts';
import type { Draft } from './wire.ts';

/** An endpoint below `/whatsapp/1/message/`, and nowhere else. */
const KIND = /^[a-z-]+(\/[a-z-]+)?$/;

/**
 * A message in Infobip's own words: `kind` is the last part of the endpoint (`text`, `interactive/buttons`), the rest is its body, where
 * sender, recipient and ids are filled in. An object with a `templateName` is the content of a template.
 */
export function renderRaw({ kind, ...members }: JsonObject): Draft {
  if (isTemplate(members)) return { path: 'template', content: members };
  const path = asText(kind) ?? (isTemplate(members.content) ? 'template' : '');
  if (!KIND.test(path)) {
    throw new Mistake('payload.kind must be the end of an Infobip endpoint, such as text or interactive/buttons.');
  }
  return { path, members };
}

function isTemplate(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'templateName' in value;
}

/** A template as the author of a bot copies it from Infobip: there is no mistaking it for a message of ours. */
export function isNative(payload: JsonObject): boolean {
  const content = isTemplate(payload) ? payload : payload.content;
  return isTemplate(content) && typeof content === 'object' && content !== null && 'templateData' in content;
}
