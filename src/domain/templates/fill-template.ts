import type { TemplateContent, TemplateParameter } from '../content.ts';
import type { ParameterFormat, Template, TemplateButton, TemplateHeader, TemplateText } from '../template.ts';
import { isRecord } from './template-problem.ts';

/** A template as a person would read it. */
export interface FilledTemplate {
  header: { type: string; text?: string; media?: unknown } | null;
  body: string;
  footer: string | null;
  buttons: readonly FilledButton[];
  cards: readonly Pick<FilledTemplate, 'header' | 'body' | 'buttons'>[];
}

interface FilledButton {
  type: string;
  text: string;
  url?: string;
  phoneNumber?: string;
}

type Value = string | TemplateParameter;

/** Puts the values in the places of the variables; where one is missing its place stays as it is. */
export function fillTemplate(template: Template, content: TemplateContent): FilledTemplate {
  const format = template.parameterFormat;
  return {
    header: fillHeader(template.header, content.header, format),
    body: fillText(template.body, content.body ?? [], format),
    footer: template.footer,
    buttons: fillButtons(template.buttons, content.buttons),
    cards: (content.carousel ?? []).map((card, index) => {
      const definition = template.cards[index] ?? template.cards[0];
      return {
        header: fillHeader(definition?.header ?? null, card.header, format),
        body: fillText(definition?.body ?? null, card.body ?? [], format),
        buttons: fillButtons(definition?.buttons ?? [], card.buttons),
      };
    }),
  };
}

/** The same as one text: header, body, footer, labels of buttons in brackets, then the cards. */
export function renderTemplateText(template: Template, content: TemplateContent): string {
  const filled = fillTemplate(template, content);
  const lines = (part: Pick<FilledTemplate, 'header' | 'body' | 'buttons'>, footer: string | null) => [
    part.header?.text ?? (part.header ? `[${part.header.type}]` : ''),
    part.body,
    footer ?? '',
    ...part.buttons.map(({ text }) => `[${text}]`),
  ];
  const texts = [lines(filled, filled.footer), ...filled.cards.map((card) => lines(card, null))];
  return texts.map((part) => part.filter((line) => line !== '').join('\n')).join('\n\n');
}

function fillHeader(
  header: TemplateHeader | null,
  given: TemplateParameter | undefined,
  format: ParameterFormat,
): FilledTemplate['header'] {
  if (header === null) return null;
  if (header.format === 'text') return { type: 'text', text: fillText(header, given ? [given] : [], format) };
  return { type: header.format, ...(given?.media !== undefined && { media: given.media }) };
}

function fillText(text: TemplateText | null, values: readonly Value[], format: ParameterFormat): string {
  if (text === null) return '';
  const known = new Map(
    values.map((value, index) => {
      const variable = format === 'named' && typeof value !== 'string' ? value.name : text.variables[index];
      return [variable, shownValue(value)];
    }),
  );
  return text.text.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, variable: string) => known.get(variable) ?? place);
}

/** Amounts and dates are sent with a text for phones that cannot show them. */
function shownValue(value: Value): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value.text === 'string') return value.text;
  const inner = value[value.type] ?? value[value.type.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())];
  if (!isRecord(inner)) return undefined;
  const fallback = inner.fallbackValue ?? inner.fallback_value;
  return typeof fallback === 'string' ? fallback : undefined;
}

function fillButtons(buttons: readonly TemplateButton[], given: readonly unknown[] | undefined): FilledButton[] {
  return buttons.map(({ type, text, url, phoneNumber }, index) => {
    const values = (given ?? []).find((value) => isRecord(value) && value.index === index);
    const suffix = isRecord(values) && typeof values.text === 'string' ? values.text : undefined;
    const address = suffix === undefined ? url : url?.replace(/\{\{\s*\w+\s*\}\}/, () => suffix);
    return {
      type,
      text,
      ...(address !== undefined && { url: address }),
      ...(phoneNumber !== undefined && { phoneNumber }),
    };
  });
}
