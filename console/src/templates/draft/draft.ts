import type { Schemas } from '@chasqui/client';
import type { ShownTemplate } from '../shown-template.ts';

export type HeaderFormat = 'none' | 'text' | 'image' | 'video' | 'document' | 'location';
export type ButtonType = 'quick_reply' | 'url' | 'phone_number' | 'copy_code';

export interface DraftButton {
  /** Tells buttons apart while they move. */
  key: number;
  type: ButtonType;
  text: string;
  url: string;
  phoneNumber: string;
  example: string;
}

/** A template as it stands in the form. */
export interface Draft {
  name: string;
  language: string;
  category: string;
  headerFormat: HeaderFormat;
  headerText: string;
  /** Of an image, video or document: where an example of it is. */
  headerExample: string;
  body: string;
  footer: string;
  buttons: readonly DraftButton[];
  /** What reviewers see in place of variables: by part and name. */
  examples: Readonly<Record<string, string>>;
}

export const EMPTY_DRAFT: Draft = {
  ...{ name: '', language: 'en', category: 'utility', headerFormat: 'none', headerText: '', headerExample: '' },
  ...{ body: '', footer: '', buttons: [], examples: {} },
};

/** The names in double braces, in order, each once. */
export function variablesOf(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^{}]*?)\s*\}\}/g)].map(([, name = '']) => name))];
}

/** Key of an example among a draft's. */
export function exampleKey(part: 'header' | 'body', variable: string): string {
  return `${part}/${variable}`;
}

function examplesOf(draft: Draft, part: 'header' | 'body', text: string): { examples?: Record<string, string> } {
  const variables = variablesOf(text);
  if (variables.length === 0) return {};
  const given = variables.map((name) => [name, draft.examples[exampleKey(part, name)] ?? ''] as const);
  return { examples: Object.fromEntries(given) };
}

function headerOf(draft: Draft): Pick<Schemas['CreateTemplate'], 'header'> {
  const { headerFormat: format, headerText: text, headerExample } = draft;
  switch (format) {
    case 'none':
      return {};
    case 'text':
      return { header: { format, text, ...examplesOf(draft, 'header', text) } };
    case 'location':
      return { header: { format } };
    default:
      return { header: { format, ...(headerExample && { exampleUrl: headerExample }) } };
  }
}

function buttonOf({ type, text, url, phoneNumber, example }: DraftButton) {
  switch (type) {
    case 'quick_reply':
      return { type, text };
    case 'url':
      return { type, text, url, ...(example && { example }) };
    case 'phone_number':
      return { type, text, phoneNumber };
    case 'copy_code':
      return { type, example };
  }
}

/** The draft as the API takes it. Variables are named as soon as one of them has a name. */
export function templateOf(draft: Draft): Schemas['CreateTemplate'] {
  const { name, language, category, body, footer, buttons } = draft;
  const header = draft.headerFormat === 'text' ? draft.headerText : '';
  const isNamed = variablesOf(`${header} ${body}`).some((variable) => !/^\d+$/.test(variable));
  return {
    ...{ name, language, category, parameterFormat: isNamed ? 'named' : 'positional' },
    ...headerOf(draft),
    body: { text: body, ...examplesOf(draft, 'body', body) },
    ...(footer && { footer }),
    ...(buttons.length > 0 && { buttons: buttons.map(buttonOf) }),
  };
}

/** The draft as a person would see it, with the examples in place of the variables. */
export function showDraft(draft: Draft): ShownTemplate {
  const fill = (part: 'header' | 'body', text: string) =>
    text.replace(/\{\{\s*(\w+)\s*\}\}/g, (place, name: string) => draft.examples[exampleKey(part, name)] || place);
  const { headerFormat: format, headerText, footer, buttons } = draft;
  return {
    header: format === 'none' ? null : { format, text: fill('header', headerText) },
    body: fill('body', draft.body),
    footer: footer || null,
    buttons: buttons.map(({ type, text, url, phoneNumber }) => ({ type, text, url, phoneNumber })),
    cards: [],
  };
}
