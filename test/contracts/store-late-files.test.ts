import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { ProviderMessageId } from '../../src/domain/ids.ts';
import type { InboundMessageItem } from '../../src/store/ingest-items.ts';
import type { Store } from '../../src/store/store.ts';
import { createTestDatabase, type StoreEngine, type TestDatabase } from '../support/stores.ts';
import { fresh, only, Rig } from './store-work-rig.ts';

const START = 1_800_000_000_000;
const ENGINES: readonly StoreEngine[] = ['sqlite in process', 'postgres'];
const PLACEHOLDER = { type: 'unsupported', kind: 'placeholder', provider: {} } as const;

describe.each(ENGINES)('files that follow their messages on %s', (engine) => {
  let database: TestDatabase;
  let store: Store;
  let rig: Rig;

  beforeAll(async () => {
    database = await createTestDatabase(engine);
  });
  afterAll(() => database.remove());
  beforeEach(async () => {
    await database.empty();
    store = await database.open(() => START);
    rig = new Rig({ work: store.work, now: () => START, advance: () => {}, close: async () => {} });
  });
  afterEach(() => store.close());

  /** Both parts of a message of the history, by the person or by the business. */
  function parts(direction: InboundMessageItem['direction']) {
    const providerMessageId = fresh('wamid') as ProviderMessageId;
    const author = direction === 'inbound' ? ('contact' as const) : ('app_echo' as const);
    const common = { direction, author, providerMessageId, answer: null, windowUntil: null };
    const seen = (key: string) => ({ seen: { kind: 'history' as const, key } });
    const id = fresh('med');
    const media = { id, mimeType: 'image/png', state: 'failed' as const };
    const awaited = rig.message('', {
      ...{ ...common, ...seen(providerMessageId) },
      ...{ file: 'awaited', content: PLACEHOLDER },
    });
    const arrived = rig.message('', {
      ...{ ...common, ...seen(`${providerMessageId}:media`) },
      ...{ file: 'arrived', content: { type: 'image', media } },
      media: { id, providerMediaId: 'p1', unfetched: 'On demand.' },
    });
    return { awaited, arrived, id };
  }

  const messages = async () => (await store.queries.listMessages({}, { limit: 10 })).items;

  describe.each(['inbound', 'outbound'] as const)('%s', (direction) => {
    test.each(['in two webhooks', 'in one'] as const)('the file joins its message, %s', async (how) => {
      const { awaited, arrived, id } = parts(direction);
      const webhooks = how === 'in one' ? [[awaited, arrived]] : [[awaited], [arrived]];
      for (const webhook of webhooks) await rig.work.ingest(webhook);
      expect(await messages()).toMatchObject([{ id: awaited.messageId, content: { type: 'image', media: { id } } }]);
      expect(await store.media.getMedia(id)).toMatchObject({ messageId: awaited.messageId });
    });

    test('a placeholder that comes after the file adds nothing', async () => {
      const { awaited, arrived, id } = parts(direction);
      await rig.work.ingest([arrived]);
      await rig.work.ingest([awaited]);
      expect(await messages()).toMatchObject([{ id: arrived.messageId, content: { type: 'image', media: { id } } }]);
    });

    test('both parts at the same moment are one message, every time', async () => {
      for (let round = 0; round < 10; round += 1) {
        const { awaited, arrived } = parts(direction);
        await Promise.all([rig.work.ingest([awaited]), rig.work.ingest([arrived])]);
        const shown = (await messages()).filter(({ id }) => [awaited.messageId, arrived.messageId].includes(id));
        expect(only(shown).content.type).toBe('image');
      }
    });
  });

  test('a file that we have is not replaced by one of the history', async () => {
    const { arrived } = parts('inbound');
    const id = fresh('med');
    const content = { type: 'image' as const, media: { id, mimeType: 'image/png', state: 'pending' as const } };
    const live = rig.message('', {
      ...{ providerMessageId: arrived.providerMessageId, content, media: { id, providerMediaId: 'p0' } },
    });
    await rig.work.ingest([live]);
    await rig.work.ingest([arrived]);
    expect(await messages()).toMatchObject([{ id: live.messageId, content: { media: { id } } }]);
  });
});
