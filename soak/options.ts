import { parseArgs } from 'node:util';
import type { StoreName } from './stage.ts';

const STORES = {
  sqlite: ['sqlite'],
  postgres: ['postgres'],
  both: ['sqlite', 'postgres'],
} satisfies Record<string, readonly StoreName[]>;

/** What a program of this folder takes on its command line, beside `--help`. */
export interface Usage<Usual> {
  help: string;
  /** `--store`, if it is not given. */
  store: keyof typeof STORES;
  /** Options that are numbers, and what they are if they are not given; null: the program finds out. */
  numbers: Usual;
}

export type Numbers = Readonly<Record<string, number | null>>;

/** What a program is to do. */
export interface Options<Usual> {
  stores: readonly StoreName[];
  numbers: { [Name in keyof Usual]: Usual[Name] | number };
}

/** What was asked for cannot be done; the message is one sentence for whoever typed it. */
export class WrongUsage extends Error {}

/**
 * Null: only help is wanted.
 *
 * @throws WrongUsage
 */
export function readOptions<Usual extends Numbers>(
  args: readonly string[],
  { store, numbers }: Usage<Usual>,
): Options<Usual> | null {
  const { help, store: chosen = store, ...given } = parse(args, Object.keys(numbers));
  if (help) return null;
  if (!isStore(chosen)) throw new WrongUsage(`--store must be sqlite, postgres or both, not "${chosen}"`);
  const read = Object.entries(numbers).map(([name, usual]) => [name, parseNumber(name, given[name]) ?? usual]);
  // The same keys, each with its usual value or a number.
  return { stores: STORES[chosen], numbers: Object.fromEntries(read) as Options<Usual>['numbers'] };
}

type Given = { help?: boolean; store?: string } & Record<string, string | boolean | undefined>;

function parse(args: readonly string[], names: readonly string[]): Given {
  const text = { type: 'string' } as const;
  const options = Object.fromEntries([...names, 'store'].map((name) => [name, text]));
  try {
    return parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } } }).values;
  } catch (cause) {
    // Its first sentence says what is wrong, the next ones what might have been meant.
    const [sentence] = String(cause instanceof Error ? cause.message : cause).split(/\.\s|\n/);
    throw new WrongUsage(sentence, { cause });
  }
}

function isStore(name: string): name is keyof typeof STORES {
  return Object.hasOwn(STORES, name);
}

function parseNumber(name: string, text: string | boolean | undefined): number | null {
  if (text === undefined) return null;
  const value = Number(text);
  if (value > 0 && Number.isFinite(value)) return value;
  throw new WrongUsage(`--${name} must be a number above 0, not "${text}"`);
}
