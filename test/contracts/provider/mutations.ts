import fc from 'fast-check';
import { LONGER_TEXT, SAME_NAME, unwritableTokens } from './written-oddities.ts';

/** Values that no adapter should choke on, wherever they stand. `undefined` takes the member away. */
const ODDITIES: readonly unknown[] = [
  undefined,
  null,
  '',
  ' ',
  'in_orbit',
  '\u0000',
  '\ud800',
  '💬',
  'NaN',
  '-0',
  '1e999',
  '0x10',
  '9'.repeat(40),
  0,
  -1,
  1e21,
  12.5,
  Number.MAX_SAFE_INTEGER,
  true,
  [],
  {},
  [null],
  [[]],
  [{}],
  { type: 'in_orbit' },
  { constructor: 1, toString: null },
  JSON.parse('{"__proto__": {"type": "text"}}'),
  'x'.repeat(LONGER_TEXT),
];

export interface Mutation {
  /** Which of all members, counted over the whole body, wrapping round. */
  place: number;
  /**
   * `replace`: the member has `value`. `repeat`: a second member of the same name follows. `borrow`: it has what stands at the place `other`.
   * `copy`: its list holds it `other` times more, as far as the text stays below 3 MB.
   */
  how: 'replace' | 'repeat' | 'borrow' | 'copy';
  value: unknown;
  other: number;
}

const LONGEST_BODY = 3_000_000;

/** One to three changes; texts, nestings and lists grow up to about `size`. */
export function mutationsUpTo(size: number): fc.Arbitrary<Mutation[]> {
  const value = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...ODDITIES) },
    { weight: 3, arbitrary: fc.oneof(fc.string({ unit: 'binary' }), fc.double(), fc.jsonValue()) },
    { weight: 1, arbitrary: unwritableTokens(size) },
  );
  const mutation = fc.oneof(
    { weight: 12, arbitrary: fc.record({ how: fc.constant('replace' as const), value, other: fc.constant(0) }) },
    { weight: 2, arbitrary: fc.record({ how: fc.constant('repeat' as const), value, other: fc.constant(0) }) },
    {
      weight: 3,
      arbitrary: fc.record({ how: fc.constant('borrow' as const), value: fc.constant(0), other: fc.nat(100_000) }),
    },
    {
      weight: 1,
      arbitrary: fc.record({ how: fc.constant('copy' as const), value: fc.constant(0), other: fc.nat(size / 100) }),
    },
  );
  const placed = fc.tuple(fc.nat(100_000), mutation).map(([place, change]): Mutation => ({ place, ...change }));
  return fc.array(placed, { minLength: 1, maxLength: 3 });
}

export const mutations = mutationsUpTo(20_000);

/** The body, JSON or form, with some members changed. `spellOut` must follow before it is sent. */
export function mutate(body: string, changes: readonly Mutation[]): string {
  const json = tryJson(body);
  if (json !== undefined) return JSON.stringify(changes.reduce(changeJson, json)) ?? 'null';
  return new URLSearchParams(changes.reduce(changeForm, [...new URLSearchParams(body)])).toString();
}

function tryJson(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined; // A form.
  }
}

type Form = [string, string][];

function changeForm(form: Form, { place, how, value, other }: Mutation): Form {
  const [name, former] = form[place % form.length] ?? ['', ''];
  const inside = tryJson(former);
  const text = typeof value === 'string' ? value : JSON.stringify(value ?? null);
  const changed = (): string => {
    if (how === 'borrow') return form[other % form.length]?.[1] ?? '';
    // What is JSON within a form is changed within it every other time.
    if (typeof inside !== 'object' || inside === null || place % 2 === 0) return text;
    return JSON.stringify(changeJson(inside, { place: place >> 1, how, value, other })) ?? 'null';
  };
  if (how === 'repeat') return [...form, [name, text]];
  if (how === 'replace' && value === undefined) return form.filter(([own]) => own !== name);
  return form.map((pair, at) => (at === place % form.length ? [name, changed()] : pair));
}

type Slot = [container: Record<string, unknown>, name: string];

function changeJson(json: unknown, { place, how, value, other }: Mutation): unknown {
  const copy: unknown = structuredClone(json);
  const slots = [...slotsOf(copy)];
  const slot = slots[place % slots.length];
  if (slot === undefined) return value;
  const [container, name] = slot;
  if (how === 'copy') addCopies(container, name, other);
  else if (how === 'repeat') container[SAME_NAME + name] = value;
  else if (how === 'borrow') container[name] = borrowed(slots[other % slots.length]);
  else if (value === undefined) delete container[name];
  else container[name] = value;
  return copy;
}

function borrowed(slot: Slot | undefined): unknown {
  return slot === undefined ? null : structuredClone(slot[0][slot[1]]);
}

function addCopies(container: unknown, name: string, count: number): void {
  if (!Array.isArray(container)) return;
  const element: unknown = container[Number(name)];
  const length = JSON.stringify(element)?.length ?? 4;
  for (let left = Math.min(count, LONGEST_BODY / length); left > 0; left -= 1) container.push(element);
}

function* slotsOf(value: unknown): Generator<Slot> {
  if (typeof value !== 'object' || value === null) return;
  const container = value as Record<string, unknown>; // Lists have their places as names.
  for (const name of Object.keys(container)) {
    yield [container, name];
    yield* slotsOf(container[name]);
  }
}
