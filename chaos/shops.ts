import type { Chasqui, Schemas } from '@chasqui/client';
import { unwrap } from '@chasqui/client';
import type { Partners } from './partners.ts';

/** A channel at one partner, all with the same bot. */
export interface Shop {
  provider: string;
  channelId: string;
  /** As the simulated phones know its number. */
  numberId: string;
}

/** Nobody waits for a rate: chaos is about loss, and the bench about speed. */
const PACING = { perSecond: 1_000, pairBurst: 1_000, pairSeconds: 0.01 };

/** One channel per simulated partner, made of what its account shows, as an operator does. */
export async function openShops(api: Chasqui, partners: Partners, botUrl: string): Promise<Shop[]> {
  const body = { name: 'thinking', connector: 'webhook', settings: { url: botUrl } };
  const bot = await unwrap(api.POST('/api/v1/bots', { body }));
  const shops: Shop[] = [];
  for (const [provider, simulator] of partners.simulators) {
    const phoneNumber = `1555040${String(shops.length + 1).padStart(4, '0')}`;
    const account = partners.openAccount(simulator, { phoneNumber, displayName: `Shop at ${provider}` });
    const wanted: Schemas['CreateChannel'] = {
      name: `chaos at ${provider}`,
      provider,
      settings: { ...account.settings },
      senders: [{ phoneNumber: `+${phoneNumber}`, ...account.senderFields }],
      botId: bot.id,
      enabled: true,
      pacing: PACING,
      presence: false,
    };
    const channel = await unwrap(api.POST('/api/v1/channels', { body: wanted }));
    await simulator.setCallback(account.numberId, channel.webhookUrl ?? '');
    shops.push({ provider, channelId: channel.id, numberId: account.numberId });
  }
  return shops;
}
