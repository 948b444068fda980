/** The services that every part of the pipeline is given. */
import type { FileStore } from '../domain/file-store.ts';
import type { Clock } from '../host/clock.ts';
import type { Ids } from '../host/ids.ts';
import type { Tokens } from '../host/tokens.ts';
import type { ConnectionStops } from '../services/connection-stops.ts';
import type { Directory } from '../services/directory.ts';
import type { MediaLinks } from '../services/media/links.ts';
import type { StandIns } from '../services/stand-ins.ts';
import type { TemplateCatalog } from '../services/templates/catalog.ts';
import type { MediaStore } from '../store/media.ts';
import type { WorkStore } from '../store/work.ts';
import type { Budgets } from './budget.ts';
import type { PipelineObserver } from './observer.ts';

/** Files of messages: their rows, their bytes, and the addresses by which they are read from outside. */
export interface MediaParts {
  store: MediaStore;
  files: FileStore;
  links: MediaLinks;
}

export interface PipelineParts {
  store: WorkStore;
  media: MediaParts;
  directory: Directory;
  /** The providers' templates, asked before one is sent. */
  templates: Pick<TemplateCatalog, 'of' | 'peek'>;
  /** Where it is told which connection sends. */
  standIns: Pick<StandIns, 'of' | 'tell'>;
  stops: Pick<ConnectionStops, 'stop' | 'released'>;
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
