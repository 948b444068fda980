import { parseArgs } from 'node:util';

/** What each part of `docs/scale.md` measures, in the order in which it is. */
export const PART_NAMES = [
  'turn',
  'nodes',
  'tables',
  'statements',
  'claims',
  'rules',
  'idle',
  'notifications',
  'sweep',
  'model',
  'simulation',
] as const;

export type PartName = (typeof PART_NAMES)[number];

export const HELP = `npx node bench/scale/run.ts [part …]

Parts, in this order; all of them if none is named:
  turn           cost of one turn and of one status, by engine
  nodes          the same of several nodes on one PostgreSQL
  tables         what a turn writes, by table
  statements     what a turn asks PostgreSQL, by statement
  claims         cost of a claim by slots and dead rows
  rules          cost of the rules of senders
  idle           what nodes cost that have nothing to do
  notifications  cost of telling the other nodes
  sweep          time of a sweep over stored messages
  model          nodes and cores for a million messages a day and more
  simulation     whether those are enough`;

/** Throws a sentence for what is wrong. Null: only help is wanted. */
export function readParts(args: readonly string[]): readonly PartName[] | null {
  const options = { help: { type: 'boolean', short: 'h' } } as const;
  const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
  if (values.help) return null;
  const strange = positionals.filter((name) => !PART_NAMES.some((known) => known === name));
  if (strange.length > 0) throw new Error(`there is no part ${strange.join(', ')}; there are ${PART_NAMES.join(', ')}`);
  return PART_NAMES.filter((name) => positionals.length === 0 || positionals.includes(name));
}
