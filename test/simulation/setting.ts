/** The channels of every schedule: one that answers each message in turn, from two senders, and one that gathers. */

import type { Bot, Channel, ChannelRules, Connection, Sender } from '../../src/domain/channel.ts';
import { DEFAULT_RULES } from '../../src/domain/channel.ts';
import type { BotId, ChannelId, ConnectionId, SenderId } from '../../src/domain/ids.ts';
import type { SimPerson } from './persons.ts';
import { PROVIDER, STANDBY_PROVIDER } from './wire.ts';

export const FALLBACK_TEXT = 'fallback';

export interface ChannelSetting {
  channel: Channel;
  connection: Connection;
  /** Used in schedules with a connection that stands by. */
  standby: Connection;
  senders: readonly Sender[];
  bot: Bot;
}

export interface SettingOptions {
  name: string;
  senderPhones: readonly string[];
  rules: Partial<ChannelRules>;
}

// Ids are opaque to the pipeline; here they are names, so that a printed schedule can be read.
function channelSetting({ name, senderPhones, rules }: SettingOptions): ChannelSetting {
  const id = `channel_${name}` as ChannelId;
  const botId = `bot_${name}` as BotId;
  const born = { createdAt: 0, updatedAt: 0 };
  const allRules: ChannelRules = {
    ...DEFAULT_RULES,
    fallbackText: FALLBACK_TEXT,
    pacing: { perSecond: 20, pairBurst: 3, pairSeconds: 1 },
    ...rules,
  };
  return {
    channel: { id, name, botId, enabled: true, rules: allRules, ...born },
    connection: connectionOf(id, name, 'active'),
    standby: connectionOf(id, `${name}2`, 'standby'),
    senders: senderPhones.map((phoneNumber) => ({
      id: `sender_${phoneNumber}` as SenderId,
      channelId: id,
      phoneNumber,
      fields: { address: phoneNumber },
    })),
    bot: { id: botId, name, connector: 'simulated', settings: {}, ...born },
  };
}

function connectionOf(channelId: ChannelId, name: string, state: 'active' | 'standby'): Connection {
  const provider = state === 'active' ? PROVIDER : STANDBY_PROVIDER;
  const token = name.repeat(64).slice(0, 64);
  return { id: `connection_${name}` as ConnectionId, channelId, provider, state, token, settings: {}, createdAt: 0 };
}

export const SETTING: readonly ChannelSetting[] = [
  channelSetting({ name: 'a', senderPhones: ['15550000001', '15550000002'], rules: { turnMode: 'each' } }),
  channelSetting({
    name: 'b',
    senderPhones: ['15550000003'],
    // A bot slower than a lease: leases must be renewed.
    rules: { turnMode: 'gathered', gatherMs: 1_500, messageDelayMs: 300, botTimeoutMs: 45_000 },
  }),
];

/** What a person writes: it names itself, so that the answer can be told from all others. */
export function messageText(writer: SimPerson, sender: Sender, count: number): string {
  return `${writer.name}>${sender.phoneNumber}#${count}`;
}

/** The conversation that a message's text names. */
export function conversationIn(text: string): string {
  return text.split('#')[0] ?? '';
}

/** How many parts the bot's answer has: the same on every try. */
export function partsOfAnswer(text: string): number {
  return text.endsWith('2') ? 2 : 1;
}

export function answerText(text: string, part: number): string {
  return `re:${text}/${part}`;
}

/** Whether a bot said this about a message. */
export function isAnswer(text: string): boolean {
  return text.startsWith('re:');
}

/** The message that an answer names; a text from the API is its own cause. */
export function causeOf(text: string): string {
  return text.replace(/^re:(.*)\/\d$/, '$1');
}
