import type { AnyOperation, AnyQuery } from '../engine.ts';
import { claimWebhooks } from './claim.ts';
import { commitDeliveries } from './commit.ts';
import { listDeliveries } from './deliveries.ts';
import { listen } from './listeners.ts';
import { latestEvent, readEvents } from './read.ts';
import { sweepEvents } from './sweep.ts';
import { deleteWebhook, insertWebhook, listWebhooks, updateWebhook } from './webhooks.ts';

/** The events' part of the catalogue. */
export const eventOperations: readonly AnyOperation[] = [
  ...[listen, insertWebhook, updateWebhook, deleteWebhook],
  ...[claimWebhooks, commitDeliveries, sweepEvents],
];

export const eventQueries: readonly AnyQuery[] = [latestEvent, readEvents, listWebhooks, listDeliveries];
