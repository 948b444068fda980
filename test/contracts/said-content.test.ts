import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { flowConnector } from '../../src/connectors/flow/index.ts';
import { webhookConnector } from '../../src/connectors/webhook/index.ts';
import { DEFAULT_RULES } from '../../src/domain/channel.ts';
import type { OutboundContent } from '../../src/domain/content.ts';
import type { MessageId } from '../../src/domain/ids.ts';
import { createServer } from '../../src/http/server.ts';
import { draftMessages } from '../../src/pipeline/drafts.ts';
import { meta } from '../../src/providers/meta/index.ts';
import { flowOf, talkTo } from '../support/flow-talk.ts';
import { asAdmin, fakeParts } from '../support/http-parts.ts';

/** What came through a door: content, or words about what is wrong. */
type Read = OutboundContent | string;

let sent: OutboundContent[];
beforeEach(() => {
  sent = [];
});
const app = createServer(
  fakeParts({
    outbox: {
      send: async ({ content }) => {
        sent.push(content);
        return { outcome: 'created', id: 'msg_1' as MessageId, status: 'queued' };
      },
    },
  }),
);
afterAll(() => app.close());

const bot = webhookConnector.connect({ url: 'https://bot.example' }, { fetch, now: () => 0 });

/** Everywhere that somebody says what a person is to get. */
const DOORS: Record<string, (said: unknown) => Promise<Read>> = {
  async 'the API'(content) {
    const payload = { channelId: 'chn_1', to: '+15550001111', content };
    const response = await app.inject({ method: 'POST', url: '/api/v1/messages', headers: asAdmin, payload });
    return sent[0] ?? response.json().detail;
  },
  async 'a bot'(said) {
    const answer = bot.parseReply?.({ messages: [said] }) ?? 'it never answers later';
    return typeof answer === 'string' ? answer : (answer.parts[0]?.content ?? 'nothing was said');
  },
  async 'a flow'(said) {
    const definition = flowOf(`- say: ${JSON.stringify(said)}`);
    const [problem] = flowConnector.validate({ definition });
    if (problem) return problem.message;
    const result = await talkTo(definition).say('hi');
    return (result.outcome === 'answered' && result.parts[0]?.content) || 'nothing was said';
  },
};

/** The channel's provider, asked when a message is queued. */
const queue = (content: OutboundContent, definition = meta) =>
  draftMessages(
    { content, author: 'api' },
    { definition, rules: DEFAULT_RULES, now: 0, nextId: () => 'msg_1' as MessageId },
  );

const NATIVE = { messaging_product: 'whatsapp', type: 'pin', pin: { type: 'pin', message_id: 'wamid.1' } };
const URL = 'https://files.example/bill.pdf';

describe.each(Object.entries(DOORS))('what %s says', (_door, read) => {
  it.each([
    ['words are words', 'Hello', { type: 'text', text: 'Hello' }],
    ['words stay words, whatever they look like', '{"type":"image"}', { type: 'text', text: '{"type":"image"}' }],
    ['an object is content', { type: 'text', text: 'Hi' }, { type: 'text', text: 'Hi' }],
    [
      'an object may be the Cloud API’s',
      { type: 'image', image: { link: URL, caption: 'c' } },
      { type: 'image', media: { url: URL }, caption: 'c' },
    ],
    [
      'R9: a document may have its text beside it',
      { type: 'document', message_text: 'Pay soon', caption: 'Bill', filename: 'b.pdf', document: { url: URL } },
      { type: 'document', media: { url: URL, fileName: 'b.pdf' }, caption: 'Bill\nPay soon' },
    ],
    [
      'a template may have params',
      { type: 'template', template: { name: 'ready', language: 'en', params: ['Mara'] } },
      { type: 'template', name: 'ready', language: 'en', body: ['Mara'] },
    ],
  ])('%s', async (_rule, said, content) => {
    expect(await read(said)).toEqual(content);
  });

  it('may be in the words of the channel’s own provider, which go as they are', async () => {
    const content = await read(NATIVE);
    if (typeof content === 'string') throw new Error(content);
    expect(queue(content)).toMatchObject({
      ok: true,
      drafts: [{ content: { type: 'raw', provider: 'meta', payload: NATIVE } }],
    });
  });

  it('R7: is refused with the known types if nobody knows it, and never shown to a person', async () => {
    const content = await read({ kind: 'card', title: 'Hello' });
    if (typeof content === 'string') throw new Error(content);
    const known = /one of text, image.*no request in the words of Meta Cloud API/;
    expect(queue(content)).toMatchObject({ ok: false, path: 'type', message: expect.stringMatching(known) });
  });

  it.each([
    ['without a type', { text: 'Hello' }],
    ['without a type', { message_text: 'Hello' }],
    ['of an unknown type', { type: 'txt', text: 'Hello' }],
    ['of an unknown type', { type: 'hologram' }],
  ])('R7: words in an object %s are refused at once, with the known types', async (_how, said) => {
    expect(await read(said)).toMatch(/type:? (must be|is missing:) one of text, image/);
  });
});
