import type { TemplateContent, TemplateParameter } from '../../domain/content.ts';
import type { Template } from '../../domain/template.ts';
import { placeholdersOf } from '../../domain/templates/placeholders.ts';
import { asObject, asText } from '../kit/json.ts';
import { type ContentPart, readShape } from './content-shape.ts';

/** `ContentVariables` before they become JSON; a text says what is wrong with a value. */
export type Variables = Readonly<Record<string, string>> | string;

type Card = Pick<TemplateContent, 'header' | 'body'> & { buttons?: readonly unknown[] };
type Pair = readonly [name: string, value: string];

/**
 * Twilio counts the variables over the whole content, so that its definition tells which one a header, a body or a button has. Without
 * the definition only the body's can be told.
 */
export function renderVariables(content: TemplateContent, template: Pick<Template, 'body' | 'provider'>): Variables {
  const shape = readShape(template.provider.types);
  try {
    const body = pairBody(content, template.body.variables);
    const rest = shape === undefined ? refuseRest(content) : pairRest(content, shape);
    const cards = (content.carousel ?? []).flatMap((card, index) => pairCard(card, shape?.cards[index]));
    return Object.fromEntries([...body, ...rest, ...cards]);
  } catch (error) {
    if (error instanceof WrongValue) return error.message;
    throw error;
  }
}

class WrongValue extends Error {
  override readonly name = 'WrongValue';
}

function pairCard(card: Card, part: ContentPart | undefined): Pair[] {
  if (part === undefined) throw new WrongValue('The template has fewer cards than this message.');
  return [...pairBody(card, placeholdersOf(part.body)), ...pairRest(card, part)];
}

/** Values with a name go to it, the others in order. */
function pairBody({ body = [] }: Card, names: readonly string[]): Pair[] {
  return body.map((value, index) => {
    const name = typeof value === 'string' ? undefined : value.name;
    return [name ?? names[index] ?? String(index + 1), textOf(value)];
  });
}

function refuseRest({ header, buttons = [], carousel = [] }: TemplateContent): Pair[] {
  if (header === undefined && buttons.length === 0 && carousel.length === 0) return [];
  throw new WrongValue('The definition of this template is not known here, so that only its body can be filled.');
}

function pairRest({ header, buttons = [] }: Card, part: ContentPart): Pair[] {
  return [...pairHeader(header, part), ...buttons.flatMap((button) => pairButton(asObject(button), part))];
}

function pairHeader(given: TemplateParameter | undefined, { header, mediaUrl = '' }: ContentPart): Pair[] {
  if (given === undefined) return [];
  if (header !== undefined) return placeholdersOf(header).map((name): Pair => [name, textOf(given)]);
  const url = asText(asObject(given.media).url);
  if (url === undefined) throw new WrongValue('Twilio fetches files itself: give the url of the header.');
  return [cutOut(url, mediaUrl)];
}

/** Of an address with a place in it: what stands there in the full one. */
function cutOut(url: string, pattern: string): Pair {
  const [name] = placeholdersOf(pattern);
  if (name === undefined) throw new WrongValue('The file of this template is always the same and takes no value.');
  const [before = '', after = ''] = pattern.split(/\{\{[^{}]*\}\}/);
  if (!url.startsWith(before) || !url.endsWith(after)) {
    throw new WrongValue(`The file of this template must lie below ${before}, as its definition says.`);
  }
  return [name, url.slice(before.length, url.length - after.length)];
}

/** What a quick reply answers is part of the definition, unless that has a variable. */
function pairButton({ index, text, payload, couponCode, code }: Record<string, unknown>, part: ContentPart): Pair[] {
  const action = part.actions[Number(index)];
  if (action === undefined) throw new WrongValue(`The template has no button ${String(index)}.`);
  const [name] = placeholdersOf(`${action.url ?? ''} ${action.code ?? ''} ${action.id ?? ''}`);
  const value = asText(text) ?? asText(payload) ?? asText(couponCode) ?? asText(code);
  return name === undefined || value === undefined ? [] : [[name, value]];
}

/** Amounts and dates carry a text for those who cannot show them otherwise. */
function textOf(value: string | TemplateParameter): string {
  if (typeof value === 'string') return value;
  const text = asText(value.text) ?? fallbackOf(value);
  if (text === undefined) throw new WrongValue(`A value of type ${value.type} needs a text here.`);
  return text;
}

function fallbackOf(value: TemplateParameter): string | undefined {
  const inner = Object.values(value).map(asObject);
  return inner.map((one) => asText(one.fallbackValue) ?? asText(one.fallback_value)).find((text) => text !== undefined);
}
