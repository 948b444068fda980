export type TemplateButton =
  | { readonly kind: 'quick_reply'; readonly text: string }
  /** `url` may end with `{{1}}`. */
  | { readonly kind: 'url'; readonly text: string; readonly url: string }
  | { readonly kind: 'phone'; readonly text: string; readonly phoneNumber: string }
  | { readonly kind: 'otp'; readonly text: string };

export type TemplateKind = 'TEXT' | 'IMAGE' | 'VIDEO' | 'DOCUMENT' | 'LOCATION';

/** What the author of a template decides. */
export interface TemplateDraft {
  readonly name: string;
  readonly language: string;
  readonly category: 'UTILITY' | 'MARKETING' | 'AUTHENTICATION';
  readonly kind: TemplateKind;
  /** Of a text template. */
  readonly header?: string;
  /** With `{{n}}` for variables. */
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly TemplateButton[];
}

export type TemplateStatus = 'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED';

/** A template, in the words of neither product. */
export interface Template extends TemplateDraft {
  /** How the self-serve product names it. */
  readonly uuid: string;
  /** How the enterprise gateway and WhatsApp name it. */
  readonly number: number;
  readonly status: TemplateStatus;
  readonly reason?: string;
  /** Epoch ms. */
  readonly createdAt: number;
  readonly changedAt: number;
}

const VARIABLE = /\{\{\s*(\d+)\s*\}\}/g;

/** The text with its variables replaced, in the order of their numbers. */
export function fillIn(text: string, values: readonly string[]): string {
  return text.replace(VARIABLE, (whole, number: string) => values[Number(number) - 1] ?? whole);
}

/** How many variables a text has. */
export function variablesIn(text: string): number {
  return new Set([...text.matchAll(VARIABLE)].map(([, number]) => number)).size;
}

/** The variables of a whole template, in the order in which senders give them. */
export function variablesOf({ header = '', body, buttons }: TemplateDraft): number {
  const urls = buttons.map((button) => (button.kind === 'url' ? variablesIn(button.url) : 0));
  return variablesIn(header) + variablesIn(body) + urls.reduce((sum, count) => sum + count, 0);
}
