import { describe, expect, it } from 'vitest';
import type { Message, ReportedStatus, Trace, TraceEntry } from '../api/types.ts';
import { buildStory, stepNote } from './story.ts';

const START = Date.UTC(2026, 0, 1, 12, 0, 0, 300);
const iso = (ms: number) => new Date(START + ms).toISOString();

function message(id: string, direction: 'inbound' | 'outbound', atMs = 0): Message {
  return {
    id,
    channelId: 'chn',
    conversationId: 'cnv',
    direction,
    author: direction === 'inbound' ? 'contact' : 'bot',
    duty: 'answer',
    status: 'answered',
    content: { type: 'text', text: 'Hello' },
    providerMessageId: null,
    failure: null,
    contact: { id: 'cnt' },
    sender: { id: 'snd', phoneNumber: null },
    at: iso(atMs),
    receivedAt: iso(atMs),
    replyTo: null,
    editedAt: null,
    revokedAt: null,
  };
}

function entry(step: string, atMs: number, more: Partial<TraceEntry> = {}): TraceEntry {
  return { step, at: iso(atMs), ...more };
}

function trace(of: Message, entries: TraceEntry[], statuses: ReportedStatus[] = []): Trace {
  return { message: of, entries, attempts: [], statuses, raw: null, related: [] };
}

const inbound = trace(message('in', 'inbound'), [
  entry('webhook_received', 0),
  entry('bot_answered', 5, { turnId: 't', durationMs: 40 }),
]);
const accepted = (atMs: number) => entry('attempt_accepted', atMs, { durationMs: 20 });

describe('a story', () => {
  it('tells the steps of a message and of its answers in the order of time', () => {
    const second = trace(message('b', 'outbound', 47), [accepted(80)]);
    const first = trace(message('a', 'outbound', 46), [accepted(50)]);
    const { steps } = buildStory([second, inbound, first]);
    expect(steps.map(({ step, sinceStartMs, answer }) => [step, sinceStartMs, answer])).toEqual([
      ['webhook_received', 0, null],
      ['bot_answered', 5, null],
      ['attempt_accepted', 50, 1],
      ['attempt_accepted', 80, 2],
    ]);
  });

  it('orders steps of the same millisecond as they follow one another in life', () => {
    const { steps } = buildStory([
      trace(message('a', 'outbound'), [accepted(0), entry('attempt_started', 0), entry('queued', 0)]),
      trace(message('in', 'inbound'), [entry('bot_answered', 0), entry('webhook_received', 0)]),
    ]);
    expect(steps.map(({ step }) => step)).toEqual([
      'webhook_received',
      'bot_answered',
      'queued',
      'attempt_started',
      'attempt_accepted',
    ]);
  });

  it('tells once what stands in the story of every message of a turn', () => {
    const bot = entry('bot_answered', 5, { turnId: 't', durationMs: 40 });
    const { steps } = buildStory([
      trace(message('1', 'inbound'), [entry('webhook_received', 0), bot]),
      trace(message('2', 'inbound'), [entry('webhook_received', 1), bot]),
    ]);
    expect(steps.map(({ step }) => step)).toEqual(['webhook_received', 'webhook_received', 'bot_answered']);
  });

  it('tells every try of a turn', () => {
    const failed = (atMs: number) => entry('bot_failed', atMs, { turnId: 't' });
    expect(buildStory([trace(message('1', 'inbound'), [failed(0), failed(1_000)])]).steps).toHaveLength(2);
  });

  it('puts a status after the send that it is about, though the provider says whole seconds', () => {
    const early = { status: 'sent', at: iso(-300), detail: null };
    const late = { status: 'delivered', at: iso(2_700), detail: null };
    const { steps } = buildStory([trace(message('a', 'outbound'), [accepted(0)], [early, late])]);
    expect(steps.map(({ detail, sinceStartMs }) => [detail.status, sinceStartMs])).toEqual([
      [undefined, 0],
      ['sent', 20],
      ['delivered', 2_700],
    ]);
  });

  it('does not add reported statuses that entries tell of already', () => {
    const reported = { status: 'sent', at: iso(30), detail: null };
    const { steps } = buildStory([
      trace(
        message('a', 'outbound'),
        [accepted(0), entry('status_reported', 30, { detail: { status: 'sent' } })],
        [reported],
      ),
    ]);
    expect(steps).toHaveLength(2);
  });

  it('measures the work without the statuses, which may take hours', () => {
    const read = { status: 'read', at: iso(7_200_000), detail: null };
    const story = buildStory([inbound, trace(message('a', 'outbound'), [accepted(50)], [read])]);
    expect([story.workMs, story.totalMs]).toEqual([70, 7_200_000]);
  });

  it('is empty, not broken, where nothing was recorded', () => {
    expect(buildStory([trace(message('in', 'inbound'), [])])).toEqual({ steps: [], totalMs: 0, workMs: 0 });
  });

  it('keeps steps that this console does not know', () => {
    const { steps } = buildStory([trace(message('in', 'inbound'), [entry('translated', 0)])]);
    expect(steps.map(({ step, phase }) => [step, phase])).toEqual([['translated', 'turn']]);
  });
});

describe('the note of a step', () => {
  it('is the sentence of its detail', () =>
    expect(stepNote({ detail: { message: 'timed out', reason: 'x' } })).toBe('timed out'));
  it('is what a failure says', () =>
    expect(stepNote({ detail: { failure: { kind: 'rejected', message: 'no' } } })).toBe('no'));
  it('is left out where there is none', () => expect(stepNote({ detail: { messages: 2 } })).toBeNull());
});
