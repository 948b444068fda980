import type { Access } from '../../services/access.ts';
import type { ChannelView, ConnectionView } from '../../services/channel-views.ts';
import type { Services } from '../../services/services.ts';
import type { Simulators } from '../../simulators/index.ts';

export interface ReconnectParts {
  services: Pick<Services, 'channels' | 'connections'>;
  simulators: Pick<Simulators, 'providers' | 'openAccount'>;
  access: Access;
}

/**
 * Connections that were made to simulated providers point at an address of an earlier run: opens their accounts again and enters the new
 * address. Those at real providers are left alone.
 */
export async function reconnectSimulated(parts: ReconnectParts): Promise<void> {
  const { items } = await parts.services.channels.list(parts.access, { limit: 100 });
  for (const channel of items) {
    for (const connection of channel.connections) {
      if (isSimulated(connection)) await reconnect(channel, connection, parts);
    }
  }
}

async function reconnect(channel: ChannelView, connection: ConnectionView, parts: ReconnectParts): Promise<void> {
  const { services, simulators, access } = parts;
  const simulator = simulators.providers.find(({ provider }) => provider === connection.provider);
  if (!simulator) return;
  const accounts = channel.senders.map(({ phoneNumber }) => ({
    phoneNumber,
    ...simulators.openAccount(simulator, { phoneNumber, displayName: channel.name, ...productOf(connection) }),
  }));
  const [first] = accounts;
  if (!first) return;
  const path = { channelId: channel.id, id: connection.id };
  await services.connections.patch(access, path, { settings: first.settings });
  if (connection.state === 'active') {
    const senders = accounts.map(({ phoneNumber, senderFields }) => ({ phoneNumber, fields: senderFields }));
    await services.channels.patch(access, channel.id, { senders });
  }
  for (const { numberId } of accounts) await simulator.setCallback(numberId, connection.webhookUrl);
}

/** Of a provider with several products, which one it is stands in the settings. */
function productOf({ settings: { product } }: ConnectionView): { product?: string } {
  return product === undefined ? {} : { product };
}

/** Simulated providers listen on this machine, whatever the setting is called that holds their address. */
function isSimulated({ settings }: ConnectionView): boolean {
  return Object.values(settings).some((value) => value.startsWith('http://127.0.0.1:'));
}
