import type { ChoiceReplyContent } from './content.ts';

/** One numbered choice; its number is its place, counted from 1. */
export interface Choice {
  id: string;
  title: string;
  kind: ChoiceReplyContent['type'];
}

/** Code points of the zeros whose digits people type: ASCII, Arabic-Indic, Persian, Devanagari, Bengali. (NFKC folds full width.) */
const ZEROS = [0x30, 0x660, 0x6f0, 0x966, 0x9e6];

/**
 * What a typed text means after numbered choices: a title exactly (whatever the case), or a number (`2`, `2.`, `2)`, in any of the usual
 * digits, also as keycap emoji). Null: neither, so the text is just text. A title wins over a number.
 */
export function matchChoice(text: string, choices: readonly Choice[]): ChoiceReplyContent | null {
  const choice = findByTitle(text, choices) ?? findByNumber(text, choices);
  return choice === undefined ? null : { type: choice.kind, id: choice.id, title: choice.title };
}

function findByTitle(text: string, choices: readonly Choice[]): Choice | undefined {
  const found = choices.filter(({ title }) => fold(title) === fold(text));
  return found.length === 1 ? found[0] : undefined;
}

function findByNumber(text: string, choices: readonly Choice[]): Choice | undefined {
  const keyless = text.replace(/[\uFE0F\u20E3]/g, '');
  const digits = /^\(?(\p{Nd}{1,3})\s*[.):]?$/u.exec(fold(keyless))?.[1];
  const number = Number([...(digits ?? '')].map(asciiDigit).join('') || Number.NaN);
  return choices[number - 1];
}

function asciiDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  const zero = ZEROS.find((one) => code >= one && code < one + 10);
  return zero === undefined ? 'x' : String(code - zero);
}

function fold(text: string): string {
  return text.normalize('NFKC').trim().toLowerCase();
}
