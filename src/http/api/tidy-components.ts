const PREFIX = '#/components/schemas/';
const REFERENCE = /"#\/components\/schemas\/([^"]+)"/g;

type Schemas = Readonly<Record<string, unknown>>;

/** A document as far as tidying is concerned. */
interface Described {
  paths?: unknown;
  components?: { schemas?: object };
}

/**
 * Keeps the components that paths lead to, and one of each pair: the generator makes two of every named schema, `X` for answers and
 * `XInput` for requests. `XInput` becomes `X` where answers do not use `X`, or where both say the same.
 */
export function tidyComponents<Document extends object>(document: Document): Document {
  const { components, paths } = document as Described; // Both kinds of OpenAPI document have these members.
  const schemas: Schemas = { ...components?.schemas };
  const used = reachable(paths, schemas);
  const names = plainNames(used, schemas);
  const kept = [...used].map((name): [string, unknown] => [names.get(name) ?? name, schemas[name]]).sort(byName);
  const tidy = { ...document, components: { ...components, schemas: Object.fromEntries(kept) } };
  return JSON.parse(rename(JSON.stringify(tidy), names)) as Document; // The same document with other references.
}

function byName([left]: [string, unknown], [right]: [string, unknown]): number {
  return left < right ? -1 : 1;
}

function reachable(root: unknown, schemas: Schemas): Set<string> {
  const found = new Set<string>();
  const queue = [root];
  for (const node of queue) {
    for (const name of references(node)) {
      if (found.has(name)) continue;
      found.add(name);
      queue.push(schemas[name]);
    }
  }
  return found;
}

function references(node: unknown): string[] {
  return [...JSON.stringify(node ?? null).matchAll(REFERENCE)].map(([, name = '']) => name);
}

/** What each `XInput` that needs no name of its own is called instead. */
function plainNames(used: ReadonlySet<string>, schemas: Schemas): Map<string, string> {
  const inputs = [...used].filter((name) => name.endsWith('Input'));
  const names = new Map(inputs.map((name) => [name, name.slice(0, -'Input'.length)]));
  // A pair says the same only if everything that it refers to does: drop the others until nothing changes.
  for (let before = -1; before !== names.size; ) {
    before = names.size;
    for (const [name, plain] of names) {
      if (used.has(plain) && !saySame(schemas[name], schemas[plain], names)) names.delete(name);
    }
  }
  return names;
}

function saySame(input: unknown, output: unknown, names: ReadonlyMap<string, string>): boolean {
  return rename(JSON.stringify(input), names) === rename(JSON.stringify(output), names);
}

function rename(text: string, names: ReadonlyMap<string, string>): string {
  return text.replace(REFERENCE, (_, name: string) => `"${PREFIX}${names.get(name) ?? name}"`);
}
