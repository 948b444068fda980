import type { BulkStore } from '../bulk.ts';
import type { Engine } from '../engine.ts';
import { readSlice } from '../queries/cursor.ts';
import { appendRecipients } from './append.ts';
import { changeBulkSend } from './change.ts';
import { claimBulk } from './claim.ts';
import { createBulkSend } from './create.ts';
import { expandBulk } from './expand.ts';
import { listRecipients } from './recipients.ts';
import { bulkBacklog, getBulkSend, listBulkSends } from './views.ts';

/** The bulk contract on either engine. */
export function createBulkStore(engine: Engine): BulkStore {
  return {
    create: (bulk) => engine.write(createBulkSend, bulk),
    append: (request) => engine.write(appendRecipients, request),
    change: (id, action) => engine.write(changeBulkSend, { id, action }),
    claim: (request) => engine.write(claimBulk, request),
    expand: (step) => engine.write(expandBulk, step),
    get: (id) => engine.read(getBulkSend, id),
    list: async (filter, page) => engine.read(listBulkSends, { ...filter, slice: readSlice('bulk_sends', page) }),
    recipients: async (id, state, page) =>
      engine.read(listRecipients, { id, state, slice: readSlice('bulk_recipients', page) }),
    backlog: () => engine.read(bulkBacklog, null),
  };
}
