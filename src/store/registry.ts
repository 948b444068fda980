/** What operators set up: few rows, read whole into memory by every node, written rarely. */
import type {
  Bot,
  Channel,
  ChannelRules,
  Connection,
  ConnectionState,
  ConnectionStop,
  Sender,
} from '../domain/channel.ts';
import type { BotId, ChannelId, ConnectionId, SenderId } from '../domain/ids.ts';
import type { FieldValues } from '../domain/settings.ts';

/** As stored: secret fields are ciphertext (`services/secrets.ts`), settled by the services. */
export interface StoredConnection extends Omit<Connection, 'settings'> {
  settings: FieldValues;
  secrets: Readonly<Record<string, string>>;
  /** Sender field by which the provider names a sender: like the phone number, on one channel's active connection only. */
  senderKey?: string;
}

export type StoredSettings = Pick<StoredConnection, 'settings' | 'secrets'>;

export interface StoredBot extends Omit<Bot, 'settings'> {
  settings: FieldValues;
  secrets: Readonly<Record<string, string>>;
}

/** Everything at one moment. `version` grows with every change. */
export interface RegistrySnapshot {
  version: number;
  channels: readonly Channel[];
  connections: readonly StoredConnection[];
  senders: readonly Sender[];
  bots: readonly StoredBot[];
}

export interface StoredApiKey {
  id: string;
  name: string;
  /** SHA-256 of the key, hex: keys are 256 random bits, so nothing slower is needed. */
  hash: string;
  scopes: readonly string[];
  /** Null: all channels. */
  channelIds: readonly ChannelId[] | null;
  createdAt: number;
  lastUsedAt: number | null;
}

export type Conflict = { conflict: 'sender_taken' | 'in_use' };

export interface RegistryStore {
  snapshot(): Promise<RegistrySnapshot>;
  version(): Promise<number>;
  /** Fires when the registry may have changed on any node. */
  onRegistryChange(changed: () => void): () => void;

  insertBot(bot: StoredBot): Promise<void>;
  updateBot(bot: StoredBot): Promise<boolean>;
  /** `in_use`: a channel still names it. */
  deleteBot(id: BotId): Promise<boolean | Conflict>;

  insertChannel(channel: Channel, connection: StoredConnection, senders: readonly Sender[]): Promise<true | Conflict>;
  updateChannel(
    id: ChannelId,
    change: { name?: string; botId?: BotId | null; enabled?: boolean; rules?: ChannelRules; updatedAt: number },
  ): Promise<boolean>;
  /** Its messages stay; what still waits in its lanes fails, and its turns are closed. */
  deleteChannel(id: ChannelId): Promise<boolean>;

  /** An active one turns the channel's active connection into a draining one. `senders`, if given, replace the channel's in the same step. */
  insertConnection(connection: StoredConnection, senders?: readonly Sender[]): Promise<true | Conflict>;
  /**
   * `state: 'active'` makes the channel's active connection stand by. `of`: the settings that the new ones were made of; `changed`: others are
   * stored by now, and nothing was written.
   */
  updateConnection(
    id: ConnectionId,
    change: {
      state?: ConnectionState;
      settings?: FieldValues;
      secrets?: Readonly<Record<string, string>>;
      of?: StoredSettings;
    },
  ): Promise<boolean | Conflict | 'changed'>;

  /** `in_use`: it is the active one. */
  deleteConnection(id: ConnectionId): Promise<boolean | Conflict>;
  /**
   * Nothing is sent over it until it is released; new settings release it too. `attemptAt`: when what was refused began, by the store's
   * clock. `false`: unknown, stopped for that already, or the refusal is older than the last release.
   */
  stopConnection(id: ConnectionId, stop: ConnectionStop, attemptAt: number): Promise<boolean>;
  /** `false`: unknown, or not stopped. */
  releaseConnection(id: ConnectionId): Promise<boolean>;
  /** After a release: what waits for a channel's connection is looked at now. */
  wakeStopped(channelId: ChannelId): Promise<void>;

  /** Replaces a channel's senders (kept by id). A phone number may be on one active connection of a provider only. */
  replaceSenders(channelId: ChannelId, senders: readonly Sender[]): Promise<true | Conflict>;
  updateSenderFields(id: SenderId, fields: FieldValues): Promise<boolean>;

  insertApiKey(key: StoredApiKey): Promise<void>;
  listApiKeys(): Promise<readonly StoredApiKey[]>;
  findApiKey(hash: string): Promise<StoredApiKey | null>;
  deleteApiKey(id: string): Promise<boolean>;
  /** Sets `lastUsedAt`. */
  touchApiKey(id: string, at: number): Promise<void>;

  /** Small facts of the installation itself (the check value of the secret key). */
  getMeta(name: string): Promise<string | null>;
  /** Writes only if absent; returns what is stored then. */
  putMetaOnce(name: string, value: string): Promise<string>;
  putMeta(name: string, value: string): Promise<void>;
}
