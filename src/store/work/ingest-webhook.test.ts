import { expect, test } from 'vitest';
import type { ConnectionId } from '../../domain/ids.ts';
import type { Engine } from '../engine.ts';
import type { IngestItem } from '../ingest-items.ts';
import { ingestWebhook } from './ingest-webhook.ts';

test('the dead letter of what the database refuses holds the webhook, so that it can be replayed', async () => {
  const written: IngestItem[] = [];
  // It refuses everything but dead letters; no other member is used.
  const engine = {
    async write(_operation: unknown, { items }: { items: readonly IngestItem[] }) {
      if (items.some(({ type }) => type !== 'dead_letter')) throw new Error('refused');
      written.push(...items);
      return { outcomes: items.map(() => 'new'), turn: null };
    },
    now: async () => 7,
  } as unknown as Engine;
  const item = { type: 'status', channelId: 'chn_1', raw: '{"fragment":1}' } as unknown as IngestItem;
  const origin = { connectionId: 'con_1' as ConnectionId, raw: () => '{"whole":1}' };
  expect(await ingestWebhook(engine, { items: [item], origin, offer: undefined })).toEqual(['dead_letter']);
  expect(written).toMatchObject([
    {
      deadLetter: {
        reason: 'not_stored',
        connectionId: 'con_1',
        raw: '{"whole":1}',
        message: expect.stringContaining('refused'),
        at: 7,
      },
    },
  ]);
});
