import type { AnyOperation, AnyQuery } from '../engine.ts';
import { appendRecipients } from './append.ts';
import { changeBulkSend } from './change.ts';
import { claimBulk } from './claim.ts';
import { createBulkSend } from './create.ts';
import { expandBulk } from './expand.ts';
import { listRecipients } from './recipients.ts';
import { bulkBacklog, getBulkSend, listBulkSends } from './views.ts';

/** The bulk part of the catalogue. */
export const bulkOperations: readonly AnyOperation[] = [
  createBulkSend,
  appendRecipients,
  changeBulkSend,
  claimBulk,
  expandBulk,
];

export const bulkQueries: readonly AnyQuery[] = [getBulkSend, listBulkSends, listRecipients, bulkBacklog];
