import {
  type Channel,
  type ChannelRules,
  type ConnectionState,
  type ConnectionStop,
  isStopped,
} from '../domain/channel.ts';
import type { BotId, ChannelId, ConnectionId, SenderId } from '../domain/ids.ts';
import type { FieldValues } from '../domain/settings.ts';
import { revisionOfChannel } from '../store/registry/revision.ts';
import type { RegistrySnapshot, StoredConnection } from '../store/registry.ts';
import type { RegistryDependencies } from './dependencies.ts';
import { namesOfSecrets } from './settings-form.ts';
import { webhookUrl } from './webhook-url.ts';

/** A connection without its secrets. */
export interface ConnectionView {
  id: ConnectionId;
  provider: string;
  state: ConnectionState;
  /** As it is to be entered at the provider. */
  webhookUrl: string;
  settings: FieldValues;
  /** Names of the secret settings that have a value. */
  secretsSet: readonly string[];
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
  /** The active one, or one that stands in for it now, as this node sees it. Null: there is none. */
  sendingConnectionId: ConnectionId | null;
  createdAt: number;
  updatedAt: number;
  /** Another one, another content: for `ifRevision`. */
  revision: string | null;
}

type ViewSources = Pick<RegistryDependencies, 'publicUrl' | 'now' | 'standIns' | 'providers'>;

/** Stored rows as operators see them: no secrets, and what is to be entered at the provider instead of the callback URL's token. */
export function channelViews({ publicUrl, now, standIns, providers }: ViewSources) {
  const suffixOf = (provider: string) => providers.find(({ id }) => id === provider)?.callbackSuffix ?? '';
  const connection = (row: StoredConnection): ConnectionView => ({
    id: row.id,
    provider: row.provider,
    state: row.state,
    webhookUrl: webhookUrl(publicUrl, row.token) + suffixOf(row.provider),
    settings: row.settings,
    secretsSet: namesOfSecrets(row),
    stopped: isStopped(row, now()) ? (row.stopped ?? null) : null,
    createdAt: row.createdAt,
  });
  return {
    connection,
    channel: (row: Channel, snapshot: RegistrySnapshot): ChannelView => ({
      ...row,
      revision: revisionOfChannel(snapshot, row.id),
      sendingConnectionId: standIns.of(row.id)?.connectionId ?? activeOf(row.id, snapshot),
      senders: snapshot.senders
        .filter(({ channelId }) => channelId === row.id)
        .map(({ id, phoneNumber, fields }) => ({ id, phoneNumber, fields })),
      connections: snapshot.connections.filter(({ channelId }) => channelId === row.id).map(connection),
    }),
  };
}

function activeOf(id: ChannelId, { connections }: RegistrySnapshot): ConnectionId | null {
  return connections.find(({ channelId, state }) => channelId === id && state === 'active')?.id ?? null;
}
