import type { TokenGate } from '../services/applications/token-gate.ts';
import type { BulkStore } from '../store/bulk.ts';
import type { QueryStore } from '../store/queries.ts';
import { createBudgets } from './budget.ts';
import { createBulkRunner } from './bulk/bulk-runner.ts';
import type { Intake, Outbox, Replay, TurnReplies } from './doors.ts';
import { createHousekeeping } from './housekeeping.ts';
import { createInboundCharges } from './inbound-charges.ts';
import { createIntake } from './intake.ts';
import type { LaneRunner } from './lane-runner.ts';
import { measureSteps } from './measure-steps.ts';
import { createMediaRunner } from './media-runner.ts';
import { createOutbox } from './outbox.ts';
import type { PipelineContext, PipelineParts } from './parts.ts';
import { createReadiness, type Readiness } from './readiness.ts';
import { createReplay } from './replay.ts';
import { createSendRunner } from './send-runner.ts';
import { createTurnReplies } from './turn-replies.ts';
import { createTurnRunner } from './turn-runner.ts';

export interface PipelineOptions extends PipelineParts {
  /** Several nodes share the senders' rates through the store. */
  sharesBudgets: boolean;
  /** Where dead letters are read from. */
  queries: Pick<QueryStore, 'getDeadLetter' | 'attemptStart'>;
  /** Absent: bulk sends are not worked on. */
  bulk?: BulkStore;
  tokenGate: Pick<TokenGate, 'check'>;
  /** Since when webhooks are heard; absent: by this node, since it started. */
  readiness?: Readiness;
  /** This node is never started: it takes in what others work on. */
  isIntakeOnly?: boolean;
  /** Other short-lived rows to be deleted in time. */
  alsoSweep?: readonly (() => Promise<number>)[];
}

export interface Pipeline {
  intake: Intake;
  replay: Replay;
  outbox: Outbox;
  replies: TurnReplies;
  /** Begins to work on lanes. Call it when the intake can be reached. */
  start(): void;
  /** Takes no more work and finishes what is in hand. */
  stop(): Promise<void>;
}

/** The way of a message from webhook to provider, put together. */
export function createPipeline(options: PipelineOptions): Pipeline {
  let isStopped = false;
  const { sharesBudgets, queries, tokenGate, alsoSweep = [], bulk, isIntakeOnly, ...parts } = options;
  const { readiness = createReadiness(options.clock) } = options;
  const borrow = sharesBudgets ? parts.store.borrowBudget.bind(parts.store) : null;
  const context: PipelineContext = {
    ...parts,
    store: measureSteps(parts.store, parts.observer),
    budgets: createBudgets(() => parts.clock.now(), borrow),
    readySince: () => readiness.since(),
    isStopped: () => isStopped,
  };
  const charges = isIntakeOnly ? createInboundCharges(context) : null;
  const sends = createSendRunner(context);
  const turns = createTurnRunner(context, sends);
  const runners: Pick<LaneRunner, 'start' | 'stop'>[] = [turns, sends, createMediaRunner(context)];
  if (bulk) runners.push(createBulkRunner(context, bulk));
  const sweeps = [() => parts.store.sweep(), ...alsoSweep];
  const housekeeping = createHousekeeping(sweeps, parts.clock, (error) => parts.observer.error('sweep', error));
  return {
    intake: createIntake({
      ...context,
      ...(charges && { budgets: { ...context.budgets, ...charges } }),
      queries,
      tokenGate,
      missed: () => readiness.missed(),
      offerTurn: isIntakeOnly ? () => null : turns.offer,
    }),
    replay: createReplay(context, queries),
    outbox: createOutbox(context),
    replies: createTurnReplies(context),
    start() {
      readiness.start();
      housekeeping.start();
      for (const runner of runners) runner.start();
    },
    async stop() {
      isStopped = true;
      charges?.close();
      readiness.stop();
      housekeeping.stop();
      await Promise.all(runners.map((runner) => runner.stop()));
    },
  };
}
