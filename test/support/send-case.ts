import { DEFAULT_RULES } from '../../src/domain/channel.ts';
import type { AttemptId, ChannelId, ConnectionId, ConversationId, MessageId, SenderId } from '../../src/domain/ids.ts';
import type { Provider } from '../../src/domain/provider.ts';
import type { PipelineContext } from '../../src/pipeline/parts.ts';
import type { SendCase } from '../../src/pipeline/send-case.ts';
import type { ConnectionEntry } from '../../src/services/directory.ts';
import type { ClaimedSend } from '../../src/store/work.ts';
import { type ManualClock, manualClock } from './manual-clock.ts';

type Capabilities = ConnectionEntry['definition']['capabilities'];

export interface FakeConnection {
  id: string;
  doubt: Capabilities['doubt'];
  refusalCodes?: Capabilities['refusalCodes'];
  lookup?: NonNullable<Provider['reconcile']>['lookup'];
}

/** A connection of which only its id, how doubt ends, and the lookup are used. */
export function fakeConnection({ id, lookup, ...capabilities }: FakeConnection): ConnectionEntry {
  const entry = {
    connection: { id: id as ConnectionId },
    definition: { id: 'fake', capabilities },
    provider: lookup ? { reconcile: { lookup } } : {},
    callbackUrl: 'https://chat.example.com/webhooks/1',
  };
  // The rest of an adapter is not asked for.
  return entry as unknown as ConnectionEntry;
}

export interface SendCaseOptions {
  now: number;
  active: ConnectionEntry;
  work?: Partial<ClaimedSend>;
  rules?: Partial<typeof DEFAULT_RULES>;
  enabled?: boolean;
}

/** An answer of a bot, claimed on an enabled channel. */
export function sendCase({ now, active, work, rules, enabled = true }: SendCaseOptions): SendCase {
  const channelId = 'chn_1' as ChannelId;
  const senderId = 'snd_1' as SenderId;
  const conversationId = 'conv_1' as ConversationId;
  const claimed = {
    lane: { conversationId, kind: 'out', token: '1', generation: 1 },
    conversation: { id: conversationId, channelId, senderId, identifiers: [] },
    messageId: 'msg_1' as MessageId,
    content: { type: 'text', text: 'hi' },
    author: 'bot',
    createdAt: now,
    expiresAt: now + 15 * 60_000,
    replyTo: null,
    attempt: null,
    lastAttempt: null,
    hold: null,
    doubts: 0,
    doubtUntil: null,
    tries: 0,
    ...work,
  };
  const channel = {
    channel: { id: channelId, enabled, rules: { ...DEFAULT_RULES, ...rules } },
    senders: [{ id: senderId, phoneNumber: '15550000001', fields: {} }],
    active,
  };
  // What a decision about a message reads of both; the rest is not asked for.
  return { work: claimed, channel, connection: active } as unknown as SendCase;
}

export function lastAttempt(connectionId: string, startedAt: number): NonNullable<ClaimedSend['lastAttempt']> {
  return { id: 'att_1' as AttemptId, startedAt, connectionId: connectionId as ConnectionId };
}

/** A context around a clock that stands still; `errors` collects what was reported. */
export function sendContext(
  connections: readonly ConnectionEntry[],
): PipelineContext & { clock: ManualClock; errors: string[] } {
  const clock = manualClock();
  const errors: string[] = [];
  let ids = 0;
  const context = {
    clock,
    errors,
    ids: { next: (prefix: string) => `${prefix}_${++ids}` },
    directory: { connection: (id: string) => connections.find(({ connection }) => connection.id === id) },
    observer: { error: (where: string) => errors.push(where), sendFailed() {} },
    readySince: () => 0,
  };
  // Decisions use no more of it.
  return context as unknown as PipelineContext & { clock: ManualClock; errors: string[] };
}
