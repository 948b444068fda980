import type { ChannelRules } from '../domain/channel.ts';
import type { Precondition } from './precondition.ts';
import type { SenderInput } from './senders.ts';
import type { FieldInput } from './settings-form.ts';

/** What an operator says of a new channel. */
export interface NewChannel {
  name: string;
  provider: string;
  settings: FieldInput;
  senders: readonly SenderInput[];
  botId: string | null;
  enabled: boolean;
  rules: Partial<ChannelRules>;
}

/** `settings` are laid over those of the active connection; `senders` replace the channel's. */
export interface ChannelPatch extends Precondition {
  name?: string;
  botId?: string | null;
  enabled?: boolean;
  rules?: Partial<ChannelRules>;
  settings?: FieldInput;
  senders?: readonly SenderInput[];
}

export interface NewConnection {
  provider: string;
  settings: FieldInput;
  /** `active` turns the active connection into a draining one. */
  state: 'active' | 'standby';
  senders?: readonly SenderInput[];
}
