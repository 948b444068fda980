/** No provider nests its webhooks or answers a quarter as deep. */
const DEEPEST = 100;

const QUOTE = '"';
const OPENING = new Set(['[', '{']);
const CLOSING = new Set([']', '}']);

/**
 * The JSON text with what is nested deeper than 100 levels turned into text. A parser may take any depth; what walks the value afterwards
 * (another JSON text of it, a copy) would run out of stack, and would take with it whatever stands beside the deep value.
 */
export function flattenNesting(text: string): string {
  // As a rule there are not so many brackets at all, which is known sooner.
  if (!hasBrackets(text, DEEPEST + 1)) return text;
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  let written = 0;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (character === QUOTE) at = endOfString(text, at);
    else if (OPENING.has(character)) {
      depth += 1;
      if (depth === DEEPEST + 1) start = at;
    } else if (CLOSING.has(character)) {
      if (depth === DEEPEST + 1) {
        parts.push(text.slice(written, start), JSON.stringify(text.slice(start, at + 1)));
        written = at + 1;
      }
      depth -= 1;
    }
  }
  return written === 0 ? text : parts.join('') + text.slice(written);
}

/** At least so many opening ones, wherever they stand. */
function hasBrackets(text: string, count: number): boolean {
  let found = 0;
  for (const bracket of OPENING) {
    for (let at = text.indexOf(bracket); at !== -1 && found < count; at = text.indexOf(bracket, at + 1)) found += 1;
  }
  return found >= count;
}

/** Where the string that begins here has its closing quote; without one, the end of the text. */
function endOfString(text: string, start: number): number {
  let at = text.indexOf(QUOTE, start + 1);
  while (at !== -1 && isEscaped(text, at)) at = text.indexOf(QUOTE, at + 1);
  return at === -1 ? text.length : at;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charAt(first - 1) === '\\') first -= 1;
  return (at - first) % 2 === 1;
}
