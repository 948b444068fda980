import { parseArgs } from 'node:util';
import type { Plan } from './plan.ts';

/** What was asked on the command line. */
export interface Options {
  /** Null: all measures. */
  only: readonly string[] | null;
  isWritten: boolean;
  isHelp: boolean;
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

export function readOptions(): Options {
  const { values } = parseArgs({
    options: {
      only: { type: 'string' },
      peers: { type: 'string', default: 'all' },
      write: { type: 'boolean', default: false },
      rounds: { type: 'string', default: '5' },
      messages: { type: 'string', default: '6000' },
      seconds: { type: 'string', default: '6' },
      conversations: { type: 'string', default: '100000' },
      recipients: { type: 'string', default: '10000' },
      rate: { type: 'string', default: '80' },
      'bulk-rounds': { type: 'string', default: '1' },
      help: { type: 'boolean', default: false },
    },
  });
  return {
    only: values.only?.split(',') ?? null,
    isWritten: values.write,
    isHelp: values.help,
    plan: {
      rounds: Number(values.rounds),
      messages: Number(values.messages),
      seconds: Number(values.seconds),
      hasPeers: values.peers !== 'none',
      conversations: Number(values.conversations),
      bulk: {
        rounds: Number(values['bulk-rounds']),
        recipients: Number(values.recipients),
        perSecond: Number(values.rate),
      },
    },
  };
}
