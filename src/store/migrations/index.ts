import { first } from './0001-first.ts';
import { media } from './0002-media.ts';
import { events } from './0006-events.ts';
import type { Migration } from './migration.ts';

/** All, in order. */
export const migrations: readonly Migration[] = [first, media, events];
