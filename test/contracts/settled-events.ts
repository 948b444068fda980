import type { Store } from '../../src/store/store.ts';

const ALL = { types: null, channelIds: null };

/**
 * Resolves once every event that was written can be read: on PostgreSQL when no open transaction of the whole server, where other tests run
 * too, can come before it.
 */
export async function settledEvents({ events }: Pick<Store, 'events'>): Promise<void> {
  for (let isOpen = true; isOpen; ) {
    const after = await events.latest();
    isOpen = (await events.read({ after, limit: 1, filter: ALL })).unsettled;
  }
}
