/** What the HTTP floor asks of services that other files provide. */
import type { ChannelRules } from '../domain/channel.ts';
import type { AnsweredBy } from '../domain/message.ts';
import type { FieldValues } from '../domain/settings.ts';
import type { Access, Scope } from '../services/access.ts';
import type {
  ChannelEventView,
  ConversationSummary,
  DeadLetterView,
  MessageTrace,
  MessageView,
  Page,
  PageRequest,
} from '../store/queries.ts';

type FieldInput = Readonly<Record<string, string | null>>;

export interface ConnectionView {
  id: string;
  provider: string;
  state: 'active' | 'standby' | 'draining';
  webhookUrl: string;
  settings: FieldValues;
  createdAt: number;
}

export interface ChannelView {
  id: string;
  name: string;
  botId: string | null;
  enabled: boolean;
  rules: ChannelRules;
  senders: readonly { id: string; phoneNumber: string; fields: FieldValues }[];
  connections: readonly ConnectionView[];
  createdAt: number;
  updatedAt: number;
}

export interface SenderInput {
  phoneNumber: string;
  fields: FieldInput;
}

export interface Channels {
  list(access: Access, page: PageRequest): Promise<Page<ChannelView>>;
  get(access: Access, id: string): Promise<ChannelView>;
  create(
    access: Access,
    input: {
      name: string;
      provider: string;
      settings: FieldInput;
      senders: readonly SenderInput[];
      botId: string | null;
      enabled: boolean;
      rules: Partial<ChannelRules>;
    },
  ): Promise<ChannelView>;
  patch(
    access: Access,
    id: string,
    change: {
      name?: string;
      botId?: string | null;
      enabled?: boolean;
      rules?: Partial<ChannelRules>;
      settings?: FieldInput;
      senders?: readonly SenderInput[];
    },
  ): Promise<ChannelView>;
  delete(access: Access, id: string): Promise<void>;
  addConnection(
    access: Access,
    id: string,
    input: {
      provider: string;
      settings: FieldInput;
      state: 'active' | 'standby';
      senders?: readonly SenderInput[];
    },
  ): Promise<ConnectionView>;
  events(access: Access, id: string, page: PageRequest): Promise<Page<ChannelEventView>>;
}

export interface Messages {
  list(
    access: Access,
    filter: { channelId?: string; conversationId?: string; contact?: string },
    page: PageRequest,
  ): Promise<Page<MessageView>>;
  get(access: Access, id: string): Promise<MessageView>;
  trace(access: Access, id: string): Promise<MessageTrace>;
}

export interface Conversations {
  list(access: Access, filter: { channelId?: string }, page: PageRequest): Promise<Page<ConversationSummary>>;
  get(access: Access, id: string): Promise<ConversationSummary>;
  setAnsweredBy(access: Access, id: string, answeredBy: AnsweredBy): Promise<ConversationSummary>;
}

export interface DeadLetters {
  list(access: Access, filter: { channelId?: string; open?: true }, page: PageRequest): Promise<Page<DeadLetterView>>;
  get(access: Access, id: string): Promise<DeadLetterView>;
}

export interface ApiKeyView {
  id: string;
  name: string;
  scopes: readonly Scope[];
  channelIds: readonly string[] | null;
  createdAt: number;
  lastUsedAt: number | null;
}

export interface ApiKeys {
  authenticate(key: string): Promise<Access | null>;
  create(
    access: Access,
    input: { name: string; scopes: readonly Scope[]; channelIds: readonly string[] | null },
  ): Promise<{ key: string; apiKey: ApiKeyView }>;
  list(access: Access, page: PageRequest): Promise<Page<ApiKeyView>>;
  delete(access: Access, id: string): Promise<void>;
}
