import type { Clock } from '../../host/clock.ts';
import type { TemplateStore } from '../../store/templates.ts';
import type { Directory } from '../directory.ts';
import { createTemplateCatalog, type TemplateCatalog } from './catalog.ts';
import { type AccountReader, createAccountReader } from './read-account.ts';
import { createTemplateSchedule } from './schedule.ts';

/** Everything that keeps copies of templates: one for the whole process. */
export interface TemplateKeeping {
  catalog: TemplateCatalog;
  read: AccountReader;
  start(): void;
  stop(): Promise<void>;
}

export interface TemplateKeepingParts {
  directory: Pick<Directory, 'channel' | 'channels'>;
  store: TemplateStore;
  /** The store's clock, epoch ms. */
  storeTime(): Promise<number>;
  clock: Clock;
  onError(error: unknown): void;
}

export function createTemplateKeeping(parts: TemplateKeepingParts): TemplateKeeping {
  const { store, clock } = parts;
  const random = Math.random; // Nothing depends on it: it only spreads load.
  const catalog = createTemplateCatalog({ store, now: () => clock.now() });
  const read = createAccountReader({ ...parts, random });
  const schedule = createTemplateSchedule({ ...parts, read, random });
  return {
    catalog,
    read,
    start: () => schedule.start(),
    async stop() {
      await schedule.stop();
      catalog.close();
    },
  };
}
