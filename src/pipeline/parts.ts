/** The services that every part of the pipeline is given. */
import type { Clock } from '../host/clock.ts';
import type { Ids } from '../host/ids.ts';
import type { Tokens } from '../host/tokens.ts';
import type { Directory } from '../services/directory.ts';
import type { WorkStore } from '../store/work.ts';
import type { Budgets } from './budget.ts';
import type { PipelineObserver } from './observer.ts';

export interface PipelineParts {
  store: WorkStore;
  directory: Directory;
  clock: Clock;
  ids: Ids;
  tokens: Tokens;
  /** Where bots post deferred answers; no trailing slash. */
  publicUrl: string;
  observer: PipelineObserver;
}

export interface PipelineContext extends PipelineParts {
  budgets: Budgets;
  /** Since when this node's intake takes webhooks, epoch ms: echoes could not come before. */
  readySince(): number;
  isStopped(): boolean;
}
