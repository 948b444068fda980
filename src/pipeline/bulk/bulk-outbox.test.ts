import { expect, test } from 'vitest';
import { DEFAULT_RULES } from '../../domain/channel.ts';
import type { OutboundContent } from '../../domain/content.ts';
import { type BulkOutboxParts, createBulkOutbox } from './bulk-outbox.ts';

const CAPABILITIES = { content: { raw: 'native' }, limits: {}, windowMs: null };

/** A bulk send of this content to one person; what was stored, and what came of it. */
async function create(content: OutboundContent) {
  const stored: OutboundContent[] = [];
  const definition = {
    ...{ id: 'fake', displayName: 'Fake', capabilities: CAPABILITIES },
    isNative: (payload: object) => 'fake' in payload,
  };
  const entry = {
    channel: { id: 'chn_1', rules: DEFAULT_RULES },
    senders: [{ id: 'snd_1' }],
    active: { definition, provider: {} },
  };
  const parts = {
    directory: { channel: () => entry },
    clock: { now: () => 0 },
    ids: { next: () => 'bulk_1' },
    templates: { of: async () => null, peek: () => null },
    store: {
      async create(bulk: { content: OutboundContent }) {
        stored.push(bulk.content);
        return { outcome: 'created', id: 'bulk_1', state: 'draft', stored: 1 };
      },
    },
  } as unknown as BulkOutboxParts; // The outbox uses no more of it.
  const recipients = [{ to: { phone: '+4915112345678' } }];
  const request = { channelId: 'chn_1', name: 'All', content, recipients, start: false };
  return { outcome: await createBulkOutbox(parts).create(request), stored };
}

test('a list gets words of the channel’s own provider as such, and keeps whose they are', async () => {
  const payload = { fake: 1 };
  const { outcome, stored } = await create({ type: 'raw', provider: '', payload });
  expect(outcome).toMatchObject({ outcome: 'created' });
  expect(stored).toEqual([{ type: 'raw', provider: 'fake', payload }]);
});

test('a list gets nothing that nobody knows', async () => {
  const { outcome, stored } = await create({ type: 'raw', provider: '', payload: { kind: 'card' } });
  expect(outcome).toMatchObject({ outcome: 'invalid', problems: [{ path: '/content/type' }] });
  expect(stored).toEqual([]);
});
