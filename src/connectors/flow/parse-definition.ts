import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { catchMistake } from '../../domain/parsing/fields.ts';
import { describeMistake } from '../kit/answer.ts';
import type { Flow } from './flow.ts';
import { readFlow } from './read-flow.ts';

const MAX_CHARACTERS = 256 * 1024;

/** Reads the YAML text of a flow. A string says what is wrong, where, and on which line. */
export function parseDefinition(text: string): Flow | string {
  if (text.length > MAX_CHARACTERS) return `The definition is longer than ${MAX_CHARACTERS} characters.`;
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) return sentence(lines.linePos(error.pos[0]).line, `not YAML: ${firstLine(error.message)}`);
  const value = toValue(document);
  if (typeof value === 'string') return value;
  const read = catchMistake(() => readFlow(value.value));
  if (read.ok) return read.value;
  return sentence(findLine(document, lines, read.mistake.path), describeMistake(read.mistake, 'the definition'));
}

/** Repeated aliases can make a small text huge; the library refuses those. */
function toValue(document: Document): { value: unknown } | string {
  try {
    return { value: document.toJS() };
  } catch (error) {
    return `The definition cannot be read: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** The line of the innermost member on the path that exists; what is missing has none of its own. */
function findLine(document: Document, lines: LineCounter, path: string): number {
  const members = path.match(/[^.[\]]+/g) ?? [];
  for (let depth = members.length; depth > 0; depth -= 1) {
    const node = document.getIn(members.slice(0, depth), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

function sentence(line: number, what: string): string {
  return `Line ${line}: ${what}`;
}

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.replace(/ at line .*$/, '') ?? '';
}
