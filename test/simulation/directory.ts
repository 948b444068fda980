import type { Connection } from '../../src/domain/channel.ts';
import type { Connector, ConnectorDefinition } from '../../src/domain/connector.ts';
import type { Provider, ProviderDefinition } from '../../src/domain/provider.ts';
import type { BotEntry, ChannelEntry, ConnectionEntry, Directory } from '../../src/services/directory.ts';
import type { ChannelSetting } from './setting.ts';
import { SETTING } from './setting.ts';
import { STANDBY_WIRE, WIRE } from './wire.ts';

export interface FarEnds {
  provider: Provider;
  /** Null: no channel has a connection that stands by. */
  standby: Provider | null;
  connectorOf(setting: ChannelSetting): Connector;
}

const CONNECTOR: ConnectorDefinition = {
  id: 'simulated',
  displayName: 'Simulated',
  docsUrl: 'https://example.com/',
  fields: [],
  validate: () => [],
  connect: () => {
    throw new Error('every node connects on its own');
  },
};

/** The registry of one node: the same on all, apart from the far ends, which know who calls. */
export function createSimDirectory(farEnds: FarEnds): Directory {
  const channels = SETTING.map((setting) => channelEntry(setting, farEnds));
  const bots = new Map<string, BotEntry>(
    SETTING.map((setting) => [
      setting.bot.id,
      { bot: setting.bot, definition: CONNECTOR, connector: farEnds.connectorOf(setting) },
    ]),
  );
  const ofSender = (id: string) => channels.find(({ senders }) => senders.some((sender) => sender.id === id));
  return {
    async findByToken(token) {
      const all = channels.flatMap((channel) => channel.connections.map((entry) => ({ entry, channel })));
      return all.find(({ entry }) => entry.connection.token === token) ?? null;
    },
    async findSenders(_provider, field, value) {
      return channels.flatMap((channel) =>
        channel.senders
          .filter((sender) => sender.fields[field] === value)
          .flatMap((sender) => (channel.active ? [{ sender, channel, connection: channel.active }] : [])),
      );
    },
    channel: (id) => channels.find(({ channel }) => channel.id === id),
    channels: () => channels,
    connection: (id) =>
      channels.flatMap(({ connections }) => connections).find(({ connection }) => connection.id === id),
    sender(id) {
      const channel = ofSender(id);
      const sender = channel?.senders.find((each) => each.id === id);
      return channel && sender && { sender, channel };
    },
    bot: (id) => bots.get(id),
    learn() {},
    async reload() {},
    close() {},
  };
}

function channelEntry(setting: ChannelSetting, farEnds: FarEnds): ChannelEntry {
  const { channel, senders } = setting;
  const active = connectionEntry(setting.connection, WIRE, farEnds.provider);
  const standby = farEnds.standby ? [connectionEntry(setting.standby, STANDBY_WIRE, farEnds.standby)] : [];
  return { channel, senders, active, connections: [active, ...standby] };
}

function connectionEntry(connection: Connection, definition: ProviderDefinition, provider: Provider): ConnectionEntry {
  const callbackUrl = `https://gateway.example/webhooks/${connection.token}`;
  return { connection, definition, provider, callbackUrl };
}
