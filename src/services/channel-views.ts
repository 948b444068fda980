import {
  type Channel,
  type ChannelRules,
  type ConnectionState,
  type ConnectionStop,
  isStopped,
} from '../domain/channel.ts';
import type { BotId, ChannelId, ConnectionId, SenderId } from '../domain/ids.ts';
import type { FieldValues } from '../domain/settings.ts';
import type { RegistrySnapshot, StoredConnection } from '../store/registry.ts';
import { webhookUrl } from './webhook-url.ts';

/** A connection without its secrets. */
export interface ConnectionView {
  id: ConnectionId;
  provider: string;
  state: ConnectionState;
  webhookUrl: string;
  settings: FieldValues;
  /** Null: it may send. */
  stopped: ConnectionStop | null;
  createdAt: number;
}

export interface ChannelView {
  id: ChannelId;
  name: string;
  botId: BotId | null;
  enabled: boolean;
  rules: ChannelRules;
  senders: readonly { id: SenderId; phoneNumber: string; fields: FieldValues }[];
  connections: readonly ConnectionView[];
  createdAt: number;
  updatedAt: number;
}

/** Stored rows as operators see them: no secrets, and the callback URL instead of its token. */
export function channelViews(publicUrl: string, now: () => number) {
  const connection = (row: StoredConnection): ConnectionView => ({
    id: row.id,
    provider: row.provider,
    state: row.state,
    webhookUrl: webhookUrl(publicUrl, row.token),
    settings: row.settings,
    stopped: isStopped(row, now()) ? (row.stopped ?? null) : null,
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
