import { useMutation, useQueryClient } from '@tanstack/react-query';
import { botsQuery } from '../../api/channel-queries.ts';
import { createChannel } from '../../api/connection-requests.ts';
import { channelsQuery, KEYS } from '../../api/queries.ts';
import { numbersQuery } from '../api/queries.ts';
import { phoneApi } from '../api/requests.ts';
import type { BusinessNumber } from '../api/types.ts';
import { freeNumber } from './free-number.ts';

export interface Partner {
  id: string;
  displayName: string;
}

/**
 * Does what an operator does to get a number at a partner, at a simulated one: opens an account, makes a channel with its credentials and the
 * bot of the number in use, and enters the callback URL. Resolves with the id of the number.
 */
export function useConnectPartner(inUse: BusinessNumber | undefined, onConnected: (numberId: string) => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ id, displayName }: Partner) => {
      const [numbers, channels, bots] = await Promise.all([
        client.fetchQuery(numbersQuery),
        client.fetchQuery(channelsQuery),
        client.fetchQuery(botsQuery),
      ]);
      const ofChannels = channels.items.flatMap(({ senders }) => senders);
      const phoneNumber = freeNumber([...numbers.items, ...ofChannels].map((taken) => taken.phoneNumber));
      const uses = channels.items.find(({ senders }) => senders.some((one) => one.phoneNumber === inUse?.phoneNumber));
      const account = await phoneApi.openAccount({ provider: id, phoneNumber, displayName });
      const channel = await createChannel({
        name: `Demo · ${displayName}`,
        provider: id,
        settings: { ...account.settings },
        senders: [{ ...account.senderFields, phoneNumber }],
        botId: uses?.botId ?? bots.items[0]?.id ?? null,
        enabled: true,
      });
      if (channel.webhookUrl !== null) await phoneApi.enterCallback(account.numberId, channel.webhookUrl);
      return account.numberId;
    },
    onSuccess: async (numberId) => {
      await client.invalidateQueries({ queryKey: numbersQuery.queryKey });
      await client.invalidateQueries({ queryKey: [KEYS.channels] });
      onConnected(numberId);
    },
  });
}
