/** Ingests messages into the folder given until it is killed, and prints the key of each one that was acknowledged. */
import { writeSync } from 'node:fs';
import type { ChannelId, ConnectionId, MessageId, ProviderMessageId, SenderId } from '../../src/domain/ids.ts';
import type { InboundMessageItem } from '../../src/store/ingest-items.ts';
import { openSqliteStore } from '../../src/store/sqlite/open.ts';

const [, , directory = '', prefix = ''] = process.argv;
const store = await openSqliteStore({ directory });
let count = 0;

async function ingestForever(): Promise<never> {
  for (;;) {
    count += 1;
    const key = `${prefix}_${count}`;
    await store.work.ingest([message(key, count % 50)]);
    writeSync(1, `${key}\n`);
  }
}

// Ids are invented; the brands only say what they name.
function message(key: string, person: number): InboundMessageItem {
  return {
    type: 'message',
    channelId: 'channel_1' as ChannelId,
    senderId: 'sender_1' as SenderId,
    connectionId: 'connection_1' as ConnectionId,
    seen: { kind: 'message', key },
    raw: '{}',
    receivedAt: Date.now(),
    messageId: `msg_${key}` as MessageId,
    direction: 'inbound',
    author: 'contact',
    person: { identifiers: [{ kind: 'phone', value: `1555${person}`, matchKey: `1555${person}` }] },
    providerMessageId: key as ProviderMessageId,
    providerAt: Date.now(),
    content: { type: 'text', text: 'hi' },
    windowUntil: null,
    answer: null,
    trace: [],
  };
}

await Promise.all(Array.from({ length: 16 }, ingestForever));
