import { afterEach, describe, expect, it } from 'vitest';
import { asAdmin, fakeParts } from '../../../test/support/http-parts.ts';
import { manualClock } from '../../../test/support/manual-clock.ts';
import type { ChannelId, ContactId, ConversationId, SenderId } from '../../domain/ids.ts';
import type { ConversationSummary } from '../../store/queries.ts';
import { createServer } from '../server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const SUMMARY: ConversationSummary = {
  id: 'cnv_1' as ConversationId,
  channelId: 'chn_1' as ChannelId,
  senderId: 'sn_1' as SenderId,
  contactId: 'con_1' as ContactId,
  identifiers: [{ kind: 'phone', value: '15550001111', matchKey: '15550001111' }],
  contactName: null,
  answeredBy: 'bot',
  windowUntil: Date.UTC(2026, 0, 3),
  ...{ mergedInto: null, lastMessageAt: null, lastMessage: null },
  waiting: [{ kind: 'out', waitsFor: 'echo', dueAt: Date.UTC(2026, 0, 2) }],
};

function serve() {
  let summary = SUMMARY;
  const clock = manualClock(Date.UTC(2026, 0, 2));
  const app = createServer(
    fakeParts({
      clock,
      conversations: {
        list: async () => ({ items: [summary], nextCursor: null }),
        get: async () => summary,
        setAnsweredBy: async (_access, _id, answeredBy) => {
          summary = { ...summary, answeredBy };
          return summary;
        },
      },
    }),
  );
  closing.push(() => app.close());
  return {
    clock,
    get: (url: string) => app.inject({ url: `/api/v1${url}`, headers: asAdmin }),
    patch: (payload: object) =>
      app.inject({ method: 'PATCH', url: '/api/v1/conversations/cnv_1', headers: asAdmin, payload }),
  };
}

describe('conversations', () => {
  it('show who answers, until when one may write freely, and what is waited for', async () => {
    const { get } = serve();
    const expected = {
      id: 'cnv_1',
      channelId: 'chn_1',
      sender: { id: 'sn_1', phoneNumber: null },
      contact: { id: 'con_1', phoneNumber: '15550001111' },
      answeredBy: 'bot',
      windowUntil: '2026-01-03T00:00:00.000Z',
      windowOpen: true,
      mergedInto: null,
      lastMessageAt: null,
      lastMessage: null,
      waiting: [{ kind: 'out', waitsFor: 'echo', dueAt: '2026-01-02T00:00:00.000Z' }],
    };
    expect((await get('/conversations')).json()).toEqual({ items: [expected], nextCursor: null });
    expect((await get('/conversations/cnv_1')).json()).toEqual(expected);
  });

  it("have a window that closes by the gateway's clock", async () => {
    const { clock, get } = serve();
    await clock.advance(Date.UTC(2026, 0, 3) - clock.now());
    const closed = { windowUntil: '2026-01-03T00:00:00.000Z', windowOpen: false };
    expect((await get('/conversations/cnv_1')).json()).toMatchObject(closed);
  });

  it.each(['human', 'paused', 'bot'])('are given to: %s', async (answeredBy) => {
    expect((await serve().patch({ answeredBy })).json()).toMatchObject({ id: 'cnv_1', answeredBy });
  });

  it.each([{}, { answeredBy: 'nobody' }, { answeredBy: 'bot', note: 'x' }])(
    'are not changed by %j',
    async (payload) => {
      expect((await serve().patch(payload)).statusCode).toBe(400);
    },
  );
});
