import type { AnyOperation, AnyQuery } from '../engine.ts';
import { listFacts, saveFacts } from './facts.ts';
import { channelActivity, listSyncs, listTemplates } from './read.ts';
import { claimSyncs, recordSyncFailure } from './sync.ts';
import { dropTemplate, putTemplate, replaceTemplates } from './write-templates.ts';

/** The template part of the catalogue. */
export const templateOperations: readonly AnyOperation[] = [
  ...[replaceTemplates, putTemplate, dropTemplate],
  ...[claimSyncs, recordSyncFailure, saveFacts],
];

export const templateQueries: readonly AnyQuery[] = [listTemplates, listSyncs, listFacts, channelActivity];
