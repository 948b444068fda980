/** A message template as the console keeps it. */
export interface Template {
  readonly name: string;
  readonly locale: string;
  readonly category: 'marketing' | 'utility' | 'authentication';
  readonly header?:
    | { readonly kind: 'image' | 'video' | 'document' }
    | { readonly kind: 'text'; readonly text: string };
  /** With `{{1}}` … for attributes. */
  readonly body: string;
  readonly footer?: string;
  readonly buttons?: readonly TemplateButton[];
  status: TemplateStatus;
}

export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED';

export type TemplateButton =
  | { readonly kind: 'quick_reply'; readonly text: string }
  /** `url` may end with `{{1}}`: filled from the last attribute. */
  | { readonly kind: 'url'; readonly text: string; readonly url: string };

/** How many values a message that sends the template has to bring. */
export function countAttributes({ header, body, buttons = [] }: Template): number {
  const texts = [header?.kind === 'text' ? header.text : '', body];
  const links = buttons.filter((button) => button.kind === 'url' && countVariables(button.url) > 0);
  return texts.reduce((sum, text) => sum + countVariables(text), 0) + links.length;
}

/** Takes values from `attributes` in order, as many as the text has variables. */
export function fillIn(text: string, attributes: string[]): string {
  const values = attributes.splice(0, countVariables(text));
  return text.replace(/\{\{(\d+)\}\}/g, (_, place) => values[Number(place) - 1] ?? '');
}

function countVariables(text: string): number {
  return new Set(text.match(/\{\{\d+\}\}/g) ?? []).size;
}
