import { expect } from 'vitest';
import type { Identifier } from '../../src/domain/identity.ts';
import type {
  AttemptId,
  BotId,
  ChannelId,
  ConnectionId,
  MessageId,
  ProviderMessageId,
  SenderId,
  SessionId,
} from '../../src/domain/ids.ts';
import type { InboundMessageItem, StatusItem } from '../../src/store/ingest-items.ts';
import type {
  ClaimedSend,
  ClaimedTurn,
  EnqueueItem,
  OutDraft,
  SendClaimRequest,
  SendStep,
  SessionWrite,
  TurnClaimRequest,
  TurnStep,
  WorkStore,
} from '../../src/store/work.ts';

/** A store to be tested, with a clock of its own. */
export interface WorkSubject {
  work: WorkStore;
  now(): number;
  advance(ms: number): void;
  close(): Promise<void>;
}

export type OpenWork = () => Promise<WorkSubject>;

// Invented ids; the brands only say what they name.
export const CHANNEL = 'channel_1' as ChannelId;
export const SENDER = 'sender_1' as SenderId;
export const BOT = 'bot_1' as BotId;
export const CONNECTION = 'connection_1' as ConnectionId;
export const DAY_MS = 24 * 3_600_000;

export function phone(digits: string): Identifier {
  return { kind: 'phone', value: digits, matchKey: digits };
}

export function userId(id: string): Identifier {
  return { kind: 'user_id', value: id, matchKey: id };
}

let counter = 0;

/** Unique in this process. */
export function fresh(prefix: string): string {
  counter += 1;
  return `${prefix}_${String(counter).padStart(6, '0')}`;
}

/** Speaks to a work store in the words of its tests. */
export class Rig {
  readonly subject: WorkSubject;
  readonly work: WorkStore;

  constructor(subject: WorkSubject) {
    this.subject = subject;
    this.work = subject.work;
  }

  message(text: string, values: Partial<InboundMessageItem> = {}): InboundMessageItem {
    const id = fresh('wamid');
    const messageId = fresh('msg') as MessageId;
    return {
      type: 'message',
      channelId: CHANNEL,
      senderId: SENDER,
      connectionId: CONNECTION,
      seen: { kind: 'message', key: values.providerMessageId ?? id },
      raw: JSON.stringify({ text }),
      receivedAt: this.subject.now(),
      messageId,
      direction: 'inbound',
      author: 'contact',
      person: { identifiers: [phone('15550001')], name: 'Ana' },
      providerMessageId: id as ProviderMessageId,
      providerAt: this.subject.now(),
      content: { type: 'text', text },
      windowUntil: this.subject.now() + DAY_MS,
      answer: { botId: BOT, gatherMs: 0 },
      trace: [],
      ...values,
    };
  }

  status(values: Partial<StatusItem> & Pick<StatusItem, 'providerMessageId' | 'status'>): StatusItem {
    return {
      type: 'status',
      channelId: CHANNEL,
      senderId: SENDER,
      seen: { kind: 'status', key: `${values.providerMessageId}:${values.status}:${fresh('key')}` },
      raw: '{}',
      receivedAt: this.subject.now(),
      at: this.subject.now(),
      ...values,
    };
  }

  async hear(...texts: string[]): Promise<InboundMessageItem[]> {
    const items = texts.map((text) => this.message(text));
    expect(await this.work.ingest(items)).toEqual(items.map(() => 'new'));
    return items;
  }

  turnRequest(values: Partial<TurnClaimRequest> = {}): TurnClaimRequest {
    return { max: 50, leaseMs: 30_000, slots: {}, perSlot: 50, gatheredChannels: [], gatherMax: 10, ...values };
  }

  async claimTurns(values: Partial<TurnClaimRequest> = {}): Promise<readonly ClaimedTurn[]> {
    return (await this.work.claimTurns(this.turnRequest(values))).work;
  }

  async claimTurn(values: Partial<TurnClaimRequest> = {}): Promise<ClaimedTurn> {
    return only(await this.claimTurns(values));
  }

  sendRequest(values: Partial<SendClaimRequest> = {}): SendClaimRequest {
    const max = values.max ?? 50;
    return {
      max,
      leaseMs: 30_000,
      slots: {},
      perSlot: 50,
      connections: { [SENDER]: CONNECTION },
      pair: {},
      disabledChannels: [],
      attemptIds: Array.from({ length: max }, () => fresh('attempt') as AttemptId),
      ...values,
    };
  }

  async claimSends(values: Partial<SendClaimRequest> = {}): Promise<readonly ClaimedSend[]> {
    return (await this.work.claimSends(this.sendRequest(values))).work;
  }

  async claimSend(values: Partial<SendClaimRequest> = {}): Promise<ClaimedSend> {
    return only(await this.claimSends(values));
  }

  draft(text: string, values: Partial<OutDraft> = {}): OutDraft {
    return {
      messageId: fresh('msg') as MessageId,
      author: 'bot',
      content: { type: 'text', text },
      freeForm: true,
      pauseMs: 0,
      replyTo: null,
      expiresAt: this.subject.now() + DAY_MS,
      ...values,
    };
  }

  session(values: Partial<SessionWrite> = {}): SessionWrite {
    const now = this.subject.now();
    return {
      id: fresh('session') as SessionId,
      startedAt: now,
      lastAt: now,
      ended: false,
      variables: {},
      state: null,
      choices: [],
      ...values,
    };
  }

  done(turn: ClaimedTurn, values: Partial<Extract<TurnStep, { outcome: 'done' }>> = {}): TurnStep {
    return {
      outcome: 'done',
      lane: turn.lane,
      turnId: turn.turnId,
      itemStatus: 'answered',
      drafts: [],
      session: null,
      trace: [],
      ...values,
    };
  }

  /** A turn's answer is written: these texts wait to be sent. */
  async answer(turn: ClaimedTurn, ...texts: string[]): Promise<OutDraft[]> {
    const drafts = texts.map((text) => this.draft(text));
    expect(await this.work.commitTurn(this.done(turn, { drafts }))).toBe('ok');
    return drafts;
  }

  /** Somebody wrote and was answered with these texts, which wait to be sent. */
  async converse(...texts: string[]): Promise<OutDraft[]> {
    await this.hear('hello');
    return await this.answer(await this.claimTurn(), ...texts);
  }

  enqueueItem(text: string, values: Partial<EnqueueItem> = {}): EnqueueItem {
    return {
      channelId: CHANNEL,
      senderId: SENDER,
      to: { identifiers: [phone('15550001')] },
      draft: this.draft(text, { author: 'api', freeForm: false }),
      trace: [],
      ...values,
    };
  }

  accepted(send: ClaimedSend, values: Partial<Extract<SendStep, { outcome: 'accepted' }>> = {}): SendStep {
    return {
      outcome: 'accepted',
      lane: send.lane,
      messageId: send.messageId,
      attemptId: send.attempt?.id ?? null,
      providerMessageId: fresh('out') as ProviderMessageId,
      delayMs: 0,
      trace: [],
      ...values,
    };
  }

  inDoubt(send: ClaimedSend, waitMs = 15_000): SendStep {
    return {
      outcome: 'in_doubt',
      lane: send.lane,
      messageId: send.messageId,
      attemptId: send.attempt?.id ?? null,
      failure: { kind: 'outcome_unknown', message: 'the connection dropped' },
      until: this.subject.now() + waitMs,
      trace: [],
    };
  }

  /** What an idempotency key remembers: the way to a message's status through this contract alone. */
  async statusOf(idempotency: NonNullable<EnqueueItem['idempotency']>): Promise<string> {
    const outcome = await this.work.enqueue(this.enqueueItem('again', { idempotency }));
    return outcome.outcome === 'repeated' ? outcome.status : outcome.outcome;
  }
}

/** The only element. */
export function only<Item>(items: readonly Item[]): Item {
  expect(items).toHaveLength(1);
  const [item] = items;
  if (item === undefined) throw new Error('nothing there');
  return item;
}

/** The texts of what was claimed. */
export function textsOf(work: ClaimedTurn): (string | undefined)[] {
  return work.items.map(({ content }) => (content.type === 'text' ? content.text : undefined));
}

export function textOf({ content }: ClaimedSend): string | undefined {
  return content.type === 'text' ? content.text : undefined;
}
