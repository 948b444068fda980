/** The directory at one moment: entries built from a registry snapshot, and the maps that find them. */

import type { Channel, Sender } from '../domain/channel.ts';
import type { BotId, ChannelId, ConnectionId, SenderId } from '../domain/ids.ts';
import { phoneMatchKey } from '../domain/phone-key.ts';
import type { RegistrySnapshot } from '../store/registry.ts';
import type { BotEntry, ChannelEntry, ConnectionEntry, SenderEntry } from './directory.ts';

export interface DirectoryIndex {
  version: number;
  all: readonly ChannelEntry[];
  channels: ReadonlyMap<ChannelId, ChannelEntry>;
  connections: ReadonlyMap<ConnectionId, ConnectionEntry>;
  bots: ReadonlyMap<BotId, BotEntry>;
  senders: ReadonlyMap<SenderId, { sender: Sender; channel: ChannelEntry }>;
  byToken: ReadonlyMap<string, { entry: ConnectionEntry; channel: ChannelEntry }>;
  byAddress: ReadonlyMap<string, readonly SenderEntry[]>;
}

export const EMPTY_INDEX: DirectoryIndex = {
  version: -1,
  all: [],
  channels: new Map(),
  connections: new Map(),
  bots: new Map(),
  senders: new Map(),
  byToken: new Map(),
  byAddress: new Map(),
};

/** `connections` and `bots` are those that could be connected; the others are missing from the index. */
export function indexDirectory(
  snapshot: RegistrySnapshot,
  connections: readonly ConnectionEntry[],
  bots: readonly BotEntry[],
): DirectoryIndex {
  const byChannel = Map.groupBy(connections, (entry) => entry.connection.channelId);
  const senders = Map.groupBy(snapshot.senders, (sender) => sender.channelId);
  const channels = snapshot.channels.map((channel) =>
    channelEntry(channel, byChannel.get(channel.id) ?? [], senders.get(channel.id) ?? []),
  );
  return {
    version: snapshot.version,
    all: channels,
    channels: new Map(channels.map((entry) => [entry.channel.id, entry])),
    connections: new Map(connections.map((entry) => [entry.connection.id, entry])),
    bots: new Map(bots.map((entry) => [entry.bot.id, entry])),
    senders: new Map(channels.flatMap((channel) => channel.senders.map((sender) => [sender.id, { sender, channel }]))),
    byToken: new Map(
      channels.flatMap((channel) => channel.connections.map((entry) => [entry.connection.token, { entry, channel }])),
    ),
    byAddress: indexSenders(channels),
  };
}

function channelEntry(
  channel: Channel,
  connections: readonly ConnectionEntry[],
  senders: readonly Sender[],
): ChannelEntry {
  const active = connections.find((entry) => entry.connection.state === 'active') ?? null;
  return { channel, senders, active, connections };
}

function indexSenders(channels: readonly ChannelEntry[]): ReadonlyMap<string, readonly SenderEntry[]> {
  const index = new Map<string, SenderEntry[]>();
  for (const channel of channels) {
    for (const connection of receivingConnections(channel)) {
      for (const sender of channel.senders) {
        for (const [field, value] of Object.entries({ ...sender.fields, phoneNumber: sender.phoneNumber })) {
          const key = addressKey(connection.definition.id, field, value);
          index.set(key, [...(index.get(key) ?? []), { sender, channel, connection }]);
        }
      }
    }
  }
  return index;
}

/** One connection per provider: the active one, else one that stands by, else the newest draining one. */
function receivingConnections(channel: ChannelEntry): ConnectionEntry[] {
  const oldestFirst = channel.connections
    .filter(({ connection }) => connection.state === 'draining')
    .toSorted((a, b) => a.connection.createdAt - b.connection.createdAt);
  const standby = channel.connections.filter(({ connection }) => connection.state === 'standby');
  const candidates = [...oldestFirst, ...standby, ...(channel.active ? [channel.active] : [])];
  return [...new Map(candidates.map((entry) => [entry.definition.id, entry])).values()];
}

/** Key of `byAddress`; encoded, so that no value can pose as another field. Spellings of one phone number have one key. */
export function addressKey(provider: string, field: string, value: string): string {
  return JSON.stringify([provider, field, field === 'phoneNumber' ? phoneMatchKey(value) : value]);
}
