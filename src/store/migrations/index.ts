import { first } from './0001-first.ts';
import { media } from './0002-media.ts';
import { changes } from './0003-changes.ts';
import { templates } from './0004-templates.ts';
import { bulk } from './0005-bulk.ts';
import { events } from './0006-events.ts';
import { control } from './0007-control.ts';
import { deletedChannels } from './0008-deleted-channels.ts';
import { bulkLists } from './0009-bulk-lists.ts';
import { fileSweeps } from './0010-file-sweeps.ts';
import { rawSweep } from './0011-raw-sweep.ts';
import { providerMemo } from './0012-provider-memo.ts';
import { applications } from './0013-applications.ts';
import type { Migration } from './migration.ts';

/** All, in order. */
export const migrations: readonly Migration[] = [
  first,
  media,
  changes,
  templates,
  bulk,
  events,
  control,
  deletedChannels,
  bulkLists,
  fileSweeps,
  rawSweep,
  providerMemo,
  applications,
];
