/** A message template as Karix keeps it: one language a name. */
export interface Template {
  readonly name: string;
  readonly language: string;
  readonly category: 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
  readonly header?: TemplateHeader;
  /** With `{{1}}` … */
  readonly body: string;
  readonly footer?: string;
  readonly buttons?: readonly TemplateButton[];
  status: TemplateStatus;
}

export type TemplateStatus = 'APPROVED' | 'PENDING' | 'REJECTED';
type TemplateHeader =
  | { readonly kind: 'image' | 'video' | 'document' }
  | { readonly kind: 'text'; readonly text: string };

export type TemplateButton =
  | { readonly kind: 'quick_reply'; readonly text: string }
  /** `url` may end with `{{1}}`: filled from the message. */
  | { readonly kind: 'url'; readonly text: string; readonly url: string };

export function countVariables(text: string): number {
  return new Set(text.match(/\{\{\d+\}\}/g) ?? []).size;
}

/** The first of `values` stands for `{{1}}`. */
export function fillIn(text: string, values: readonly string[]): string {
  return text.replace(/\{\{(\d+)\}\}/g, (_, place) => values[Number(place) - 1] ?? '');
}

/** The values that a template's text must have been filled with to become `rendered`; nothing if it cannot. */
export function matchText(text: string, rendered: string): string[] | undefined {
  const literals = text.split(/\{\{\d+\}\}/).map((part) => part.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
  const [, ...values] = new RegExp(`^${literals.join('([\\s\\S]+?)')}$`).exec(rendered) ?? [];
  return values.length === literals.length - 1 && (values.length > 0 || text === rendered) ? values : undefined;
}
