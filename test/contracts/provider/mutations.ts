import fc from 'fast-check';

/** Values that no adapter should choke on, wherever they stand. `undefined` takes the member away. */
const ODDITIES: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'in_orbit',
  '\u0000',
  '💬',
  0,
  -1,
  1e21,
  12.5,
  true,
  [],
  {},
  [null],
  [[]],
  [{}],
  { type: 'in_orbit' },
  { constructor: 1, toString: null },
  JSON.parse('{"__proto__": {"type": "text"}}'),
  'x'.repeat(10_000),
];

export interface Mutation {
  /** Which of all members, counted over the whole body, wrapping round. */
  place: number;
  value: unknown;
}

export const mutations: fc.Arbitrary<Mutation[]> = fc.array(
  fc.record({ place: fc.nat(100_000), value: fc.constantFrom(...ODDITIES) }),
  { minLength: 1, maxLength: 3 },
);

/** The body, JSON or form, with some members replaced. */
export function mutate(body: string, changes: readonly Mutation[]): string {
  const json = tryJson(body);
  if (json !== undefined) return JSON.stringify(changes.reduce(replaceAt, json)) ?? 'null';
  const form = [...new URLSearchParams(body)];
  for (const { place, value } of changes) {
    const [name] = form[place % form.length] ?? [''];
    form[place % form.length] = [name, typeof value === 'string' ? value : JSON.stringify(value ?? null)];
  }
  return new URLSearchParams(form).toString();
}

function tryJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // A form.
  }
}

type Slot = [container: Record<string, unknown>, name: string];

function replaceAt(json: unknown, { place, value }: Mutation): unknown {
  const copy: unknown = structuredClone(json);
  const slots = [...slotsOf(copy)];
  const slot = slots[place % slots.length];
  if (slot === undefined) return value;
  const [container, name] = slot;
  if (value === undefined) delete container[name];
  else container[name] = value;
  return copy;
}

function* slotsOf(value: unknown): Generator<Slot> {
  if (typeof value !== 'object' || value === null) return;
  const container = value as Record<string, unknown>; // Lists have their places as names.
  for (const name of Object.keys(container)) {
    yield [container, name];
    yield* slotsOf(container[name]);
  }
}
