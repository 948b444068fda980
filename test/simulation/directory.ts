import type { Connector, ConnectorDefinition } from '../../src/domain/connector.ts';
import type { Provider } from '../../src/domain/provider.ts';
import type { BotEntry, ChannelEntry, ConnectionEntry, Directory } from '../../src/services/directory.ts';
import type { ChannelSetting } from './setting.ts';
import { SETTING } from './setting.ts';
import { WIRE } from './wire.ts';

export interface FarEnds {
  provider: Provider;
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
  const channels = SETTING.map((setting) => channelEntry(setting, farEnds.provider));
  const bots = new Map<string, BotEntry>(
    SETTING.map((setting) => [
      setting.bot.id,
      { bot: setting.bot, definition: CONNECTOR, connector: farEnds.connectorOf(setting) },
    ]),
  );
  const ofSender = (id: string) => channels.find(({ senders }) => senders.some((sender) => sender.id === id));
  return {
    async findByToken(token) {
      const channel = channels.find(({ active }) => active?.connection.token === token);
      return channel?.active ? { entry: channel.active, channel } : null;
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

function channelEntry({ channel, connection, senders }: ChannelSetting, provider: Provider): ChannelEntry {
  const active: ConnectionEntry = {
    connection,
    definition: WIRE,
    provider,
    callbackUrl: `https://gateway.example/webhooks/${connection.token}`,
  };
  return { channel, senders, active, connections: [active] };
}
