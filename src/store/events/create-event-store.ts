import type { Engine } from '../engine.ts';
import type { EventStore } from '../events.ts';
import { readSlice } from '../queries/cursor.ts';
import { claimWebhooks } from './claim.ts';
import { commitDeliveries } from './commit.ts';
import { listDeliveries } from './deliveries.ts';
import { listen } from './listeners.ts';
import { EVENT_TOPIC } from './log.ts';
import { latestEvent, readEvents } from './read.ts';
import { sweepEvents } from './sweep.ts';
import { deleteWebhook, insertWebhook, listWebhooks, updateWebhook } from './webhooks.ts';

/** The event contract on either engine. */
export function createEventStore(engine: Engine): EventStore {
  return {
    listen: async (id, until) => void (await engine.write(listen, { id, until })),
    latest: () => engine.read(latestEvent, null),
    read: (request) => engine.read(readEvents, request),
    onEvent: (wake) => engine.onNotify(EVENT_TOPIC, wake),

    insertWebhook: async (webhook) => void (await engine.write(insertWebhook, webhook)),
    updateWebhook: (webhook, of) => engine.write(updateWebhook, { webhook, of: of ?? null }),
    deleteWebhook: (id) => engine.write(deleteWebhook, id),
    listWebhooks: () => engine.read(listWebhooks, null),

    claimWebhooks: (request) => engine.write(claimWebhooks, request),
    commitDeliveries: (step) => engine.write(commitDeliveries, step),
    async listDeliveries(webhookId, page) {
      return engine.read(listDeliveries, { webhookId, slice: readSlice('deliveries', page) });
    },
    async sweepEvents() {
      for (let total = 0; ; ) {
        const { deleted, more } = await engine.write(sweepEvents, null);
        total += deleted;
        if (!more) return total;
      }
    },
  };
}
