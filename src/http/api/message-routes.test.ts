import { afterEach, describe, expect, it } from 'vitest';
import { asAdmin, asLimited, asReader, fakeParts } from '../../../test/support/http-parts.ts';
import type { ChannelId, ContactId, ConversationId, MessageId, SenderId } from '../../domain/ids.ts';
import type { SendOutcome, SendRequest } from '../../pipeline/doors.ts';
import type { MessageTrace, MessageView } from '../../store/queries.ts';
import { createServer, type ServerParts } from '../server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function serve(overrides: Partial<ServerParts>) {
  const app = createServer(fakeParts(overrides));
  closing.push(() => app.close());
  return app;
}

const CREATED: SendOutcome = { outcome: 'created', id: 'msg_1' as MessageId, status: 'queued' };

/** A gateway whose outbox remembers what it was asked for. */
function serveOutbox(result: SendOutcome = CREATED) {
  const sent: SendRequest[] = [];
  const app = serve({
    outbox: {
      send: async (request) => {
        sent.push(request);
        return result;
      },
    },
  });
  const send = (payload: object, headers: Record<string, string> = {}) =>
    app.inject({ method: 'POST', url: '/api/v1/messages', headers: { ...asAdmin, ...headers }, payload });
  return { app, sent, send };
}

const TO = { channelId: 'chn_1', to: '+15550001111' };

const VIEW: MessageView = {
  id: 'msg_1' as MessageId,
  channelId: 'chn_1' as ChannelId,
  conversationId: 'cnv_1' as ConversationId,
  contactId: 'con_1' as ContactId,
  senderId: 'sn_1' as SenderId,
  direction: 'inbound',
  author: 'contact',
  duty: 'answer',
  status: 'answered',
  content: { type: 'text', text: 'Hi' },
  providerMessageId: 'prov-1',
  failure: null,
  identifiers: [
    { kind: 'user_id', value: 'U.1', matchKey: 'U.1' },
    { kind: 'phone', value: '15550001111', matchKey: '15550001111' },
  ],
  contactName: 'Ana',
  participant: null,
  at: Date.UTC(2026, 0, 2),
  receivedAt: Date.UTC(2026, 0, 2) + 5,
  ...{ replyTo: null, editedAt: null, revokedAt: null },
};

describe('POST /messages', () => {
  it('answers 202 with the id that exists before the send', async () => {
    const { sent, send } = serveOutbox();
    const response = await send({ ...TO, content: 'Hello' });
    expect(response.statusCode).toBe(202);
    expect(response.json()).toEqual({ id: 'msg_1', status: 'queued' });
    expect(sent).toEqual([
      { channelId: 'chn_1', to: { phone: '+15550001111' }, content: { type: 'text', text: 'Hello' }, author: 'api' },
    ]);
  });

  it.each([
    ['+15550001111', { phone: '+15550001111' }],
    [{ phoneNumber: '15550001111' }, { phone: '15550001111' }],
    [{ userId: 'U.1' }, { userId: 'U.1' }],
  ])('reads the recipient %j', async (to, expected) => {
    const { sent, send } = serveOutbox();
    await send({ ...TO, to, content: 'Hello' });
    expect(sent[0]?.to).toEqual(expected);
  });

  it("takes content in the Cloud API's own shape", async () => {
    const { sent, send } = serveOutbox();
    await send({ ...TO, content: { type: 'text', text: { body: 'Hello' } } });
    expect(sent[0]?.content).toEqual({ type: 'text', text: 'Hello' });
  });

  it('says where content is wrong', async () => {
    const { sent, send } = serveOutbox();
    const response = await send({ ...TO, content: { type: 'buttons', text: 'Pick', buttons: [{ id: 'a' }] } });
    expect(response.json()).toMatchObject({ status: 400, errors: [{ path: '/content/buttons/0/title' }] });
    expect(sent).toEqual([]);
  });

  it('says what a recipient and content may be', async () => {
    const response = await serveOutbox().send({ ...TO, to: 5, content: [5] });
    expect(response.json().errors).toEqual([
      { path: '/to', message: expect.stringMatching(/^Expected a phone number/) },
      { path: '/content', message: expect.stringMatching(/^Expected a text/) },
    ]);
  });

  it.each([
    [{ ...TO }, '/content'],
    [{ ...TO, content: 5 }, '/content'],
    [{ channelId: 'chn_1', content: 'Hi' }, '/to'],
    [{ ...TO, to: {}, content: 'Hi' }, '/to'],
    [{ ...TO, to: '', content: 'Hi' }, '/to'],
    [{ to: '+15550001111', content: 'Hi' }, '/channelId'],
    [{ ...TO, content: 'Hi', urgent: true }, ''],
  ])('refuses %j', async (payload, path) => {
    const { sent, send } = serveOutbox();
    const response = await send(payload);
    expect(response.statusCode).toBe(400);
    expect(response.json().errors[0].path).toBe(path);
    expect(sent).toEqual([]);
  });

  it('passes on what the outbox finds wrong', async () => {
    const { send } = serveOutbox({ outcome: 'invalid', field: 'content.caption', message: 'too long' });
    const response = await send({ ...TO, content: 'Hello' });
    expect(response.json()).toMatchObject({ status: 400, errors: [{ path: '/content/caption', message: 'too long' }] });
  });

  it('makes the same fingerprint of the same request, and another of another', async () => {
    const { sent, send } = serveOutbox();
    const key = { 'idempotency-key': 'order-7' };
    await send({ ...TO, content: { type: 'text', text: 'Hi' } }, key);
    await send({ content: { text: 'Hi', type: 'text' }, to: TO.to, channelId: TO.channelId }, key);
    await send({ ...TO, content: 'Ho' }, key);
    const [first, again, other] = sent.map(({ idempotency }) => idempotency);
    expect(first).toEqual({ scope: 'admin', key: 'order-7', requestHash: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(again).toEqual(first);
    expect(other?.requestHash).not.toBe(first?.requestHash);
  });

  it('gives a repeated request its first answer, and refuses a key used otherwise', async () => {
    const repeated = await serveOutbox({ ...CREATED, outcome: 'repeated', status: 'sent' }).send({
      ...TO,
      content: 'Hi',
    });
    expect(repeated).toMatchObject({ statusCode: 202 });
    const conflict = await serveOutbox({ outcome: 'conflict' }).send({ ...TO, content: 'Hi' });
    expect(conflict.json()).toMatchObject({ status: 409, code: 'idempotency_conflict' });
  });

  it('needs the right to send, on this channel', async () => {
    const { sent, send } = serveOutbox();
    expect((await send({ ...TO, content: 'Hi' }, asReader)).statusCode).toBe(403);
    expect((await send({ ...TO, channelId: 'chn_2', content: 'Hi' }, asLimited)).statusCode).toBe(403);
    expect((await send({ ...TO, content: 'Hi' }, asLimited)).statusCode).toBe(202);
    expect(sent).toHaveLength(1);
  });

  it('writes into a conversation of its channel only', async () => {
    const get = async () => ({ channelId: 'chn_2' });
    const app = serve({
      conversations: { get } as never, // Nothing else of it is used.
      outbox: { send: () => Promise.reject(new Error('must not be asked')) },
    });
    const payload = { channelId: 'chn_1', to: { conversationId: 'cnv_9' }, content: 'Hi' };
    const response = await app.inject({ method: 'POST', url: '/api/v1/messages', headers: asAdmin, payload });
    expect(response.json()).toMatchObject({ status: 400, errors: [{ path: '/to/conversationId' }] });
  });
});

describe('GET /messages', () => {
  function serveMessages(views: MessageView[]) {
    const asked: unknown[] = [];
    const app = serve({
      directory: { sender: () => ({ sender: { phoneNumber: '15550002222' } }) as never }, // Only the number is shown.
      messages: {
        list: async (...question) => {
          asked.push(question);
          return { items: views, nextCursor: 'more' };
        },
        get: async () => VIEW,
        trace: async () => TRACE,
      },
    });
    return { asked, get: (url: string) => app.inject({ url: `/api/v1${url}`, headers: asReader }) };
  }

  it('shows messages with their contact and sender', async () => {
    const response = await serveMessages([VIEW]).get('/messages');
    expect(response.json()).toEqual({
      items: [
        {
          id: 'msg_1',
          channelId: 'chn_1',
          conversationId: 'cnv_1',
          direction: 'inbound',
          author: 'contact',
          duty: 'answer',
          status: 'answered',
          content: { type: 'text', text: 'Hi' },
          providerMessageId: 'prov-1',
          failure: null,
          contact: { id: 'con_1', phoneNumber: '15550001111', userId: 'U.1', name: 'Ana' },
          sender: { id: 'sn_1', phoneNumber: '15550002222' },
          at: '2026-01-02T00:00:00.000Z',
          receivedAt: '2026-01-02T00:00:00.005Z',
          replyTo: null,
          editedAt: null,
          revokedAt: null,
        },
      ],
      nextCursor: 'more',
    });
  });

  it('hands filters and page on, with 50 as the usual length', async () => {
    const { asked, get } = serveMessages([]);
    await get('/messages?channelId=chn_1&contact=15550001111&cursor=abc');
    await get('/messages?limit=100&conversationId=cnv_1');
    expect(asked.map((question) => (question as unknown[]).slice(1))).toEqual([
      [
        { channelId: 'chn_1', contact: '15550001111' },
        { limit: 50, cursor: 'abc' },
      ],
      [{ conversationId: 'cnv_1' }, { limit: 100 }],
    ]);
  });

  it('keeps every field of every kind of content', async () => {
    const contents = [
      { type: 'image', media: { id: 'm', mimeType: 'image/png', state: 'ready', url: 'https://x/y' }, caption: 'c' },
      { type: 'image', media: { url: 'https://example.com/x.png' } },
      { type: 'contacts', contacts: [{ name: { formatted: 'A' }, organization: { company: 'C' } }] },
      { type: 'order', provider: { catalog: '1' }, items: [1] },
      { type: 'template', name: 'n', language: 'en', body: ['x', { type: 'text', name: 'who', text: 'y' }] },
    ] as unknown as MessageView['content'][]; // As they come out of the store.
    const response = await serveMessages(contents.map((content) => ({ ...VIEW, content }))).get('/messages');
    expect(response.json().items.map(({ content }: MessageView) => content)).toEqual(contents);
  });

  it('shows content that fits no type as unsupported, beside its siblings', async () => {
    const odd = { type: 'image', media: 'gone' } as never; // Written by an adapter with a bug.
    const response = await serveMessages([{ ...VIEW, content: odd }, VIEW]).get('/messages');
    expect(response.json().items.map(({ content }: MessageView) => content)).toEqual([
      { type: 'unsupported', kind: 'image', reason: expect.any(String), provider: { type: 'image', media: 'gone' } },
      VIEW.content,
    ]);
  });

  const TRACE: MessageTrace = {
    message: VIEW,
    entries: [{ messageId: VIEW.id, step: 'bot_called', at: VIEW.at, durationMs: 12, detail: { status: 200 } }],
    attempts: [
      {
        id: 'att_1',
        number: 1,
        connectionId: 'cx_1',
        startedAt: VIEW.at,
        endedAt: null,
        outcome: 'in_doubt',
        providerMessageId: null,
        failure: { kind: 'outcome_unknown', message: 'No answer.', code: '131000', retryAfterMs: 5 },
      },
    ],
    statuses: [{ status: 'delivered', at: VIEW.at, detail: null }],
    raw: '{"id":"prov-1"}',
    related: ['msg_2' as MessageId],
  };

  it("tells a message's whole story", async () => {
    const response = await serveMessages([]).get('/messages/msg_1/trace');
    expect(response.json()).toMatchObject({
      message: { id: 'msg_1' },
      entries: [{ step: 'bot_called', at: '2026-01-02T00:00:00.000Z', durationMs: 12, detail: { status: 200 } }],
      attempts: [{ id: 'att_1', endedAt: null, failure: { kind: 'outcome_unknown', code: '131000' } }],
      statuses: [{ status: 'delivered', detail: null }],
      raw: '{"id":"prov-1"}',
      related: ['msg_2'],
    });
  });
});
