import { z } from 'zod';
import { type TemplateButton, type TemplateDraft, variablesIn } from '../templates/template.ts';
import { badParameter } from './gateway-error.ts';
import type { Parameters } from './parameters.ts';

const texts = z.array(z.string());

const callToAction = z.discriminatedUnion('type', [
  z.object({ type: z.literal('phone_number'), text: z.string().min(1).max(25), phone_number: z.string().min(1) }),
  z.object({
    type: z.literal('url'),
    text: z.string().min(1).max(25),
    urlType: z.enum(['static', 'dynamic']).optional(),
    url: z.string().min(1),
  }),
]);

const otp = z.object({ type: z.literal('OTP'), otp_type: z.string(), text: z.string().min(1) });

const CATEGORIES = ['UTILITY', 'MARKETING', 'AUTHENTICATION'] as const;
const KINDS = ['TEXT', 'IMAGE', 'VIDEO', 'DOCUMENT', 'LOCATION'] as const;

/** Reads the form of `create_whatsapp_hsm`. Throws 101 for what is missing or out of form. */
export function readTemplateDraft(parameters: Parameters): TemplateDraft {
  const name = required(parameters, 'template_name');
  if (!/^[a-z0-9_]{1,512}$/.test(name)) throw badParameter('template_name', 'may have small letters, digits and _');
  const body = required(parameters, 'template');
  const variables = readJson(parameters, 'template_variable_examples', texts);
  if (variables.length !== variablesIn(body)) {
    throw badParameter('template_variable_examples', 'needs one example for each variable');
  }
  const kind = oneOf(KINDS, parameters, 'type');
  const header = parameters.get('header');
  const hasFile = parameters.hasFile('header_examples') || parameters.get('header_examples') !== undefined;
  if (kind !== 'TEXT' && kind !== 'LOCATION' && !hasFile) throw badParameter('header_examples', 'needs a file');
  const footer = parameters.get('footer');
  return {
    name,
    language: required(parameters, 'language'),
    category: oneOf(CATEGORIES, parameters, 'category'),
    kind,
    body,
    ...(header && kind === 'TEXT' && { header }),
    ...(footer && { footer }),
    buttons: readButtons(parameters),
  };
}

function readButtons(parameters: Parameters): TemplateButton[] {
  const replies = readJson(parameters, 'quick_reply_buttons', texts).map(
    (text): TemplateButton => ({ kind: 'quick_reply', text }),
  );
  const actions = readJson(parameters, 'call_to_action_buttons', z.array(callToAction)).map(
    (button): TemplateButton =>
      button.type === 'url'
        ? { kind: 'url', text: button.text, url: dynamic(button.url, button.urlType) }
        : { kind: 'phone', text: button.text, phoneNumber: button.phone_number },
  );
  const copies = readJson(parameters, 'otp_buttons', z.array(otp)).map(
    ({ text }): TemplateButton => ({ kind: 'otp', text }),
  );
  const isReplyFirst = parameters.get('quickReplyFirst')?.toLowerCase() !== 'false';
  return [...(isReplyFirst ? [...replies, ...actions] : [...actions, ...replies]), ...copies];
}

function dynamic(url: string, type: 'static' | 'dynamic' | undefined): string {
  return type === 'dynamic' && !url.includes('{{') ? `${url}{{1}}` : url;
}

function required(parameters: Parameters, name: string): string {
  const value = parameters.get(name);
  if (!value) throw badParameter(name, 'is missing');
  return value;
}

function oneOf<T extends string>(known: readonly T[], parameters: Parameters, name: string): T {
  const wanted = required(parameters, name).toUpperCase();
  const found = known.find((value) => value === wanted);
  if (!found) throw badParameter(name, `must be one of ${known.join(', ')}`);
  return found;
}

/** A list as JSON text; empty if it is missing. */
function readJson<T>(parameters: Parameters, name: string, schema: z.ZodType<T[]>): T[] {
  const text = parameters.get(name);
  if (!text) return [];
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw Object.assign(badParameter(name, 'is no JSON list of the documented form'), { cause });
  }
}
