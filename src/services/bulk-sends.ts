import type { BulkSendId } from '../domain/ids.ts';
import type {
  BulkAction,
  BulkReach,
  BulkState,
  BulkStore,
  BulkView,
  RecipientState,
  RecipientView,
} from '../store/bulk.ts';
import type { Page, PageRequest } from '../store/queries.ts';
import { type Access, mayUse, requireScope, visibleChannels } from './access.ts';
import { bulkPerSecond } from './bulk-rate.ts';
import type { Directory } from './directory.ts';
import { readPage } from './page.ts';
import { notFound, ServiceError } from './service-error.ts';

export interface BulkDetail extends BulkView {
  reach: BulkReach;
  /** People a second that it can address at most. */
  perSecond: number;
}

/** One content to many people: watched, paused, stopped. */
export interface BulkSends {
  /** Newest first. */
  list(access: Access, filter: { channelId?: string }, page: PageRequest): Promise<Page<BulkView>>;
  get(access: Access, id: string): Promise<BulkDetail>;
  /** In the order of the list. */
  recipients(
    access: Access,
    of: { id: string; state: RecipientState | null },
    page: PageRequest,
  ): Promise<Page<RecipientView>>;
  /** Throws `conflict` where its state does not allow it; reaching a state twice is well. */
  change(access: Access, id: string, action: BulkAction): Promise<BulkDetail>;
  /** The same for who may send: throws for others. */
  getWritable(access: Access, id: string): Promise<BulkDetail>;
}

export interface BulkSendDependencies {
  store: BulkStore;
  directory: Pick<Directory, 'channel'>;
}

export function createBulkSends({ store, directory }: BulkSendDependencies): BulkSends {
  async function find(access: Access, id: string): Promise<BulkDetail> {
    const found = await store.get(id as BulkSendId); // An unknown id finds nothing.
    if (!found || !mayUse(access, found.channelId)) throw notFound('bulk send');
    const channel = directory.channel(found.channelId);
    return { ...found, perSecond: channel ? bulkPerSecond(channel) : 0 };
  }

  return {
    async list(access, { channelId }, page) {
      requireScope(access, 'read');
      const channelIds = visibleChannels(access, channelId);
      return readPage(page, (request) => store.list(channelIds ? { channelIds } : {}, request));
    },
    async get(access, id) {
      requireScope(access, 'read');
      return find(access, id);
    },
    async recipients(access, { id, state }, page) {
      requireScope(access, 'read');
      const bulk = await find(access, id);
      return readPage(page, (request) => store.recipients(bulk.id, state, request));
    },
    async change(access, id, action) {
      requireScope(access, 'send');
      const bulk = await find(access, id);
      const changed = await store.change(bulk.id, action);
      if (changed === 'unknown') throw notFound('bulk send');
      if (changed !== 'ok') throw refused(changed);
      return find(access, id);
    },
    async getWritable(access, id) {
      requireScope(access, 'send');
      return find(access, id);
    },
  };
}

/** What its state does not allow. */
export function refused(state: BulkState): ServiceError {
  return new ServiceError('conflict', `The bulk send is ${state}.`, { conflict: 'bulk_send_state' });
}
