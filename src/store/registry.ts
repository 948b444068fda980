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
  /** Sender field by which the provider names a sender: at one provider, each value is on one channel only. */
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

/** A program that proves itself on callback URLs with tokens that it signs. */
export interface StoredApplication {
  /** Also the issuer of its tokens. */
  id: string;
  name: string;
  /** Whom tokens must be meant for; null: anybody. */
  audience: string | null;
  /** A token must have an id, and counts once. */
  singleUse: boolean;
  /** Ciphertexts: `secret`, and while it rotates `previousSecret`. */
  secrets: Readonly<Record<string, string>>;
  createdAt: number;
}

/** A sender that is on another channel already, by its number (`phoneNumber`) or by what the provider calls it. */
export interface TakenSender {
  phoneNumber: string;
  field: string;
  /** The channel that has it. */
  by: Pick<Channel, 'id' | 'name'>;
}

export type Conflict = { conflict: 'sender_taken' | 'in_use'; taken?: TakenSender };

/** What is not named stays. */
export interface ChannelChange {
  name?: string;
  botId?: BotId | null;
  enabled?: boolean;
  rules?: ChannelRules;
  updatedAt: number;
  /** Replace the channel's (kept by id). A phone number is on one channel only, whatever its provider. */
  senders?: readonly Sender[];
  /** New settings of one of its connections. */
  connection?: StoredSettings & { id: ConnectionId };
  /** The revision that the change was made of; `changed`: another is stored by now, and nothing was written. */
  of?: string;
}

export interface RegistryStore {
  snapshot(): Promise<RegistrySnapshot>;
  version(): Promise<number>;
  /** Fires when the registry may have changed on any node. */
  onRegistryChange(changed: () => void): () => void;

  insertBot(bot: StoredBot): Promise<void>;
  /** `of`: the revision that it was made of; `changed`: another is stored by now, and nothing was written. */
  updateBot(bot: StoredBot, of?: string): Promise<boolean | 'changed'>;
  /** `in_use`: a channel still names it. */
  deleteBot(id: BotId): Promise<boolean | Conflict>;

  insertChannel(channel: Channel, connection: StoredConnection, senders: readonly Sender[]): Promise<true | Conflict>;
  /** All of it or nothing. */
  updateChannel(id: ChannelId, change: ChannelChange): Promise<boolean | Conflict | 'changed'>;
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

  /** Logs that a connection that stands by sends for the channel from now on, or (`standIn` null) the active one again. */
  tellStandIn(told: {
    channelId: ChannelId;
    /** The one that sends now. */
    connectionId: ConnectionId;
    standIn: { insteadOf: ConnectionId; reason: string } | null;
  }): Promise<void>;

  updateSenderFields(id: SenderId, fields: FieldValues): Promise<boolean>;

  insertApiKey(key: StoredApiKey): Promise<void>;
  listApiKeys(): Promise<readonly StoredApiKey[]>;
  findApiKey(hash: string): Promise<StoredApiKey | null>;
  deleteApiKey(id: string): Promise<boolean>;
  /** Sets `lastUsedAt`. */
  touchApiKey(id: string, at: number): Promise<void>;

  insertApplication(application: StoredApplication): Promise<void>;
  listApplications(): Promise<readonly StoredApplication[]>;
  findApplication(id: string): Promise<StoredApplication | null>;
  /** `false`: unknown, or not as `of` any more. */
  updateApplication(application: StoredApplication, of: StoredApplication): Promise<boolean>;
  /** `in_use`: a connection names it. */
  deleteApplication(id: string): Promise<boolean | Conflict>;
  /** `false`: this token was used before. `until`: when it ends; `now`: epoch ms. */
  useToken(use: { applicationId: string; tokenId: string; until: number; now: number }): Promise<boolean>;

  /** Small facts of the installation itself (the check value of the secret key). */
  getMeta(name: string): Promise<string | null>;
  /** Writes only if absent; returns what is stored then. */
  putMetaOnce(name: string, value: string): Promise<string>;
  putMeta(name: string, value: string): Promise<void>;
}
