import type { Template, TemplatePreview } from '../api/types.ts';
import type { FieldValues } from './send/template-content.ts';
import { bodyPointer, cardPlaces, type PartPlace, type TemplatePart } from './send/template-fields.ts';

export interface ShownButton {
  type: string;
  text: string;
  url?: string | undefined;
  phoneNumber?: string | undefined;
}

/** What a person sees of a template or of one of its cards; `{{…}}` is a variable without a value. */
export interface ShownPart {
  header: { format: string; text: string } | null;
  body: string;
  buttons: readonly ShownButton[];
}

export interface ShownTemplate extends ShownPart {
  footer: string | null;
  cards: readonly ShownPart[];
}

const VARIABLE = /\{\{\s*(\w+)\s*\}\}/g;

function fill(text: string, entered: (variable: string) => string | undefined): string {
  return text.replace(VARIABLE, (place, variable: string) => entered(variable) || place);
}

function showPart(part: TemplatePart, place: PartPlace, values: FieldValues): ShownPart {
  const { header, body } = part;
  const inBody = (variable: string) => {
    const index = body?.variables.indexOf(variable) ?? -1;
    return values[bodyPointer(place, variable, index)];
  };
  const inHeader = () => values[`${place.at}/header/text`];
  return {
    header: header && { format: header.format, text: fill(header.text ?? '', inHeader) },
    body: fill(body?.text ?? '', inBody),
    buttons: part.buttons,
  };
}

/** The template with what was entered so far. */
export function showTemplate(template: Template, values: FieldValues = {}): ShownTemplate {
  return {
    ...showPart(template, { at: '', format: template.parameterFormat }, values),
    footer: template.footer,
    cards: cardPlaces(template).map(({ part, place }) => showPart(part, place, values)),
  };
}

/** The message as the gateway would send it. */
export function showPreview({ cards, footer, ...part }: TemplatePreview): ShownTemplate {
  const show = ({ header, body, buttons }: typeof part | (typeof cards)[number]): ShownPart => ({
    header: header && { format: header.type, text: header.text ?? '' },
    body,
    buttons,
  });
  return { ...show(part), footer, cards: cards.map(show) };
}

/** A text in pieces; a variable is a piece of its own. */
export function splitVariables(text: string): { text: string; isVariable: boolean }[] {
  const pieces = text.split(/(\{\{\s*\w+\s*\}\})/);
  return pieces
    .map((piece, index) => ({ text: piece, isVariable: index % 2 === 1 }))
    .filter((piece) => piece.text !== '');
}
