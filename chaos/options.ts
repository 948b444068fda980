import { parseArgs } from 'node:util';
import { z } from 'zod';
import { PARTNERS } from './partners.ts';
import { usualAtOnce } from './side-by-side.ts';
import type { StoreName } from './stages.ts';

/** What is played. */
export interface ChaosOptions {
  rounds: number;
  /** The first round's number. */
  from: number;
  seed: number;
  stores: readonly StoreName[];
  atOnce: number;
  people: number;
  partners: readonly string[];
}

const STORES: Readonly<Record<'sqlite' | 'postgres' | 'both', readonly StoreName[]>> = {
  sqlite: ['sqlite'],
  postgres: ['postgres'],
  both: ['sqlite', 'postgres'],
};

const count = z.coerce.number().int().min(1);

const schema = z.strictObject({
  rounds: count.default(20),
  from: count.default(1),
  seed: z.coerce.number().int().min(0).optional(),
  store: z.enum(['sqlite', 'postgres', 'both']).default('both'),
  'at-once': count.optional(),
  people: count.default(100),
  partners: z
    .string()
    .default(PARTNERS.join(','))
    .transform((names) => names.split(','))
    .pipe(z.array(z.enum(PARTNERS))),
});

export const HELP = `npm run chaos -- [--rounds 20] [--store sqlite|postgres|both] [--at-once ${usualAtOnce()}] [--people 100]
                 [--partners ${PARTNERS.join(',')}] [--seed 1] [--from 1]

A round is drawn from the seed and its number: --seed 7 --from 12 --rounds 1 repeats what was done in round 12.
Rounds run side by side (--at-once), each on a stage of its own: nodes, database, partners, bot. Usual: two per core, if there is memory.
Exit code 1 if anything acknowledged was lost, doubled, disordered or misdelivered, or a round did not come to its end; 2 for options that it
does not understand. Documented exceptions are proved one by one and counted apart. What is known of each is told in a file.`;

/** Throws a sentence for what is wrong. Null: only help is wanted. */
export function readOptions(args: readonly string[]): ChaosOptions | null {
  const text = { type: 'string' } as const;
  const options = { rounds: text, from: text, seed: text, store: text, 'at-once': text, people: text, partners: text };
  const { help, ...given } = parseArgs({ args: [...args], options: { ...options, help: { type: 'boolean' } } }).values;
  if (help) return null;
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { store, seed = Date.now() % 1_000_000, 'at-once': atOnce = usualAtOnce(), ...rest } = parsed.data;
  return { ...rest, seed, atOnce, stores: STORES[store] };
}
