import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { Plan } from './plan.ts';

/** What can be measured, in the order in which it is. */
export const MEASURES = [
  'acknowledgement',
  'echo',
  'peers',
  'latency',
  'full-store',
  'memory',
  'bulk',
  'correctness',
] as const;

export type Measure = (typeof MEASURES)[number];

/** What was asked on the command line. */
export interface Options {
  /** In the order in which they are made. */
  measures: readonly Measure[];
  /** The figures are kept. */
  isWritten: boolean;
  plan: Omit<Plan, 'databaseUrl'>;
}

export const HELP = `npm run bench -- [--only measure,measure] [--peers all|none] [--write] [--rounds 5] …

Measures, in this order:
  acknowledgement  webhook to durable 200 ÷ signature and parse alone
  echo             webhook → HTTP bot → reply at the provider ÷ the same with nothing stored
  peers            the same ÷ other products (installed into bench/peers when first needed)
  latency          what is added to the bare baseline at 100 messages a second
  full-store       echoes with a million stored messages ÷ with none
  memory           of the gateway with 100,000 idle conversations ÷ with none
  bulk             live latency beside a bulk send ÷ alone
  correctness      lost, doubled, disordered and misdelivered messages, also of the peers

  --only           some of them
  --peers none     leaves other products out; installs nothing
  --write          keeps the figures in docs/benchmarks.json and writes docs/benchmarks.md and .svg; what was not measured now stays
  --rounds         of each target (5; latency and full-store at most 3)
  --messages       of a target in a round, at most (6000)
  --seconds        of a target in a round of echoes, at most (6)
  --conversations  stored ones, of ten messages each (100000)
  --recipients     of a bulk send (10000)
  --rate           messages a second of the sender of bulk sends (80, what a number has at Meta); live traffic is an eighth of it
  --bulk-rounds    rounds of bulk sends (1: at 80 a second, one takes minutes)`;

const count = z.coerce.number().int().min(1);

const schema = z.strictObject({
  only: z
    .string()
    .transform((names) => names.split(','))
    .pipe(z.array(z.enum(MEASURES)))
    .optional(),
  peers: z.enum(['all', 'none']).default('all'),
  write: z.boolean().default(false),
  rounds: count.default(5),
  messages: count.default(6_000),
  seconds: z.coerce.number().positive().default(6),
  conversations: count.default(100_000),
  recipients: count.default(10_000),
  rate: z.coerce.number().positive().default(80),
  'bulk-rounds': count.default(1),
});

const FLAGS = new Set(['write', 'help']);

/** Throws a sentence for what is wrong. Null: only help is wanted. */
export function readOptions(args: readonly string[]): Options | null {
  const names = [...Object.keys(schema.shape), 'help'];
  const options = Object.fromEntries(
    names.map((name) => [name, { type: FLAGS.has(name) ? ('boolean' as const) : ('string' as const) }]),
  );
  const { help, ...given } = parseArgs({ args: [...args], options }).values;
  if (help) return null;
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw new Error(z.prettifyError(parsed.error));
  const { only, peers, write, recipients, rate, 'bulk-rounds': bulkRounds, ...plan } = parsed.data;
  const bulk = { rounds: bulkRounds, recipients, perSecond: rate };
  const wanted = only ?? MEASURES.filter((name) => name !== 'peers' || peers === 'all');
  return { measures: wanted, isWritten: write, plan: { ...plan, hasPeers: peers === 'all', bulk } };
}
