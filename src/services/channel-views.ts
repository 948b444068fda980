import type { Channel } from '../domain/channel.ts';
import type { RegistrySnapshot, StoredConnection } from '../store/registry.ts';
import type { ChannelView, ConnectionView } from './channels.ts';
import { webhookUrl } from './webhook-url.ts';

/** Stored rows as operators see them: no secrets, and the callback URL instead of its token. */
export function channelViews(publicUrl: string) {
  const connection = (row: StoredConnection): ConnectionView => ({
    id: row.id,
    provider: row.provider,
    state: row.state,
    webhookUrl: webhookUrl(publicUrl, row.token),
    settings: row.settings,
    createdAt: row.createdAt,
  });
  return {
    connection,
    channel: (row: Channel, snapshot: RegistrySnapshot): ChannelView => ({
      ...row,
      senders: snapshot.senders
        .filter(({ channelId }) => channelId === row.id)
        .map(({ id, phoneNumber, fields }) => ({ id, phoneNumber, fields })),
      connections: snapshot.connections.filter(({ channelId }) => channelId === row.id).map(connection),
    }),
  };
}
