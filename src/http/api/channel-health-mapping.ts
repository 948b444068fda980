import type { z } from 'zod';
import type { ChannelHealth } from '../../services/health/channel-health.ts';
import type { channelHealth } from './schemas/channel-health.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

export function renderHealth(health: ChannelHealth): z.output<typeof channelHealth> {
  const { reasons, connections, senders, accounts, lastWebhookAt, lastSentAt, ...rest } = health;
  return {
    ...rest,
    reasons: [...reasons],
    connections: connections.map(({ stopped, ...connection }) => ({
      ...connection,
      stopped: stopped && { ...stopped, at: isoTime(stopped.at), until: isoTimeOrNull(stopped.until) },
    })),
    senders: [...senders],
    accounts: accounts.map(({ sync, ...account }) => ({
      ...account,
      sync: sync && { ...sync, syncedAt: isoTimeOrNull(sync.syncedAt), failedAt: isoTimeOrNull(sync.failedAt) },
    })),
    lastWebhookAt: isoTimeOrNull(lastWebhookAt),
    lastSentAt: isoTimeOrNull(lastSentAt),
  };
}
