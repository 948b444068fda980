import { type Document, isNode, LineCounter, parseDocument } from 'yaml';
import { describeMistake } from '../kit/answer.ts';
import type { Flow } from './flow.ts';
import { readFlow } from './reading/read-flow.ts';

/** Something that is wrong, or only odd, with a definition. */
export interface Remark {
  /** Counted from 1; null for the whole. */
  line: number | null;
  /** `sections.welcome[0].goto`; empty for the whole. */
  path: string;
  /** Continues the path: “is missing”. */
  message: string;
}

export type ParsedDefinition =
  | { ok: true; flow: Flow /** Sections that nothing leads to. */; warnings: readonly Remark[] }
  | { ok: false; mistakes: readonly Remark[] };

const MAX_CHARACTERS = 256 * 1024;

/** Reads the YAML text of a flow. `secrets`: the names that its calls may use, `any` where they are not known. */
export function parseDefinition(text: string, secrets: ReadonlySet<string> | 'any'): ParsedDefinition {
  if (text.length > MAX_CHARACTERS) return refuse(`is longer than ${MAX_CHARACTERS} characters`, null);
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error !== undefined) return refuse(`is not YAML: ${firstLine(error.message)}`, lines.linePos(error.pos[0]).line);
  const value = toValue(document);
  if (typeof value === 'string') return refuse(value, null);
  const read = readFlow(value.value, secrets);
  const remark = (path: string, message: string) => ({ line: findLine(document, lines, path), path, message });
  if (!read.ok) return { ok: false, mistakes: inOrder(read.mistakes.map((one) => remark(one.path, one.message))) };
  const warnings = read.unreachable.map((name) => remark(`sections.${name}`, 'is never reached'));
  return { ok: true, flow: read.flow, warnings };
}

/** `Line 12: sections.welcome[0].say.text is missing` */
export function describeRemark({ line, path, message }: Remark): string {
  const sentence = describeMistake({ path, message }, 'the definition');
  return line === null ? sentence.replace(/^t/, 'T') : `Line ${line}: ${sentence}`;
}

function refuse(message: string, line: number | null): ParsedDefinition {
  return { ok: false, mistakes: [{ line, path: '', message }] };
}

function inOrder(remarks: readonly Remark[]): Remark[] {
  return remarks.toSorted((a, b) => (a.line ?? 0) - (b.line ?? 0));
}

/** Repeated aliases can make a small text huge; the library refuses those. */
function toValue(document: Document): { value: unknown } | string {
  try {
    return { value: document.toJS() };
  } catch (error) {
    return `cannot be read: ${error instanceof Error ? error.message : String(error)}`;
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

function firstLine(text: string): string {
  return text.split('\n', 1)[0]?.replace(/ at line .*$/, '') ?? '';
}
