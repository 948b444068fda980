import fc from 'fast-check';

/** What no value in memory can stand for: it is a mark in the body until `spellOut` writes it. */
const MARK = /(\\"|"|%22|)(?:@@|%40%40)(text|list|object|number)_([^@%]+)_(\d+)(?:@@|%40%40)\1/g;

/** Before the name of a member: the same name again, which an object in memory cannot have. */
export const SAME_NAME = '@@again@@';
export const LONGER_TEXT = 10_000;

/** Numbers that no double holds. */
const NUMBERS = ['-0', '1e999', '-1e999', '1e-999', '9'.repeat(30), '-12345678901234567890', '1'.repeat(400)];
const CHARACTERS = [...'a0 .,:;/\\@=&%+-_(<[{"\'?#|~', '\t', '\n', '\u0000', '\u00e9', '\u200b', '\ud800', '💬'];

/** Long texts of one character, deep nesting, and numbers that no double holds. JSON all the same. */
export function unwritableTokens(size: number): fc.Arbitrary<string> {
  const times = fc.oneof(fc.nat(size), fc.constant(size));
  const character = fc.constantFrom(...CHARACTERS).map((text) => text.codePointAt(0) ?? 0);
  return fc.oneof(
    fc.tuple(character, times).map(([code, count]) => `@@text_${code}_${count}@@`),
    fc.tuple(fc.constantFrom('list', 'object'), times).map(([kind, depth]) => `@@${kind}_x_${depth}@@`),
    fc.nat(NUMBERS.length - 1).map((which) => `@@number_x_${which}@@`),
  );
}

/** More the gateway does not take. */
const MOST_WRITTEN = 3_000_000;

/** Writes what the marks in a JSON or form body stand for. `most`: what all of them may grow to together, in characters. */
export function spellOut(body: string, most = MOST_WRITTEN): string {
  let left = most;
  return body
    .replaceAll(/(?:@@|%40%40)again(?:@@|%40%40)/g, '')
    .replaceAll(MARK, (_mark, quote: string, kind: string, detail: string, times: string) => {
      const write = (count: number) => encode(tokenOf(kind, detail, count), kind, quote);
      const count = Number(times);
      const whole = write(count);
      const written = whole.length <= left ? whole : write(Math.floor((count * left) / whole.length));
      left = Math.max(0, left - written.length);
      return written;
    });
}

/** As it must stand where the mark stood: as JSON, in a text that is JSON, in a form, or as JSON in a form. */
function encode(token: string, kind: string, quote: string): string {
  const json = kind === 'text' ? JSON.stringify(token) : token;
  if (quote === '"') return json;
  if (quote === '\\"') return JSON.stringify(json).slice(1, -1);
  return new URLSearchParams({ x: quote === '' ? token : json }).toString().slice('x='.length);
}

function tokenOf(kind: string, detail: string, count: number): string {
  if (kind === 'number') return NUMBERS[count] ?? '0';
  if (kind === 'list') return '['.repeat(count + 1) + ']'.repeat(count + 1);
  if (kind === 'object') return `${'{"a":'.repeat(count)}1${'}'.repeat(count)}`;
  return String.fromCodePoint(Number(detail)).repeat(count);
}
