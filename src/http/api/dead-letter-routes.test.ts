import { afterEach, describe, expect, it } from 'vitest';
import { asAdmin, asReader, fakeParts } from '../../../test/support/http-parts.ts';
import type { ChannelId, ConnectionId, MessageId } from '../../domain/ids.ts';
import type { Replay } from '../../pipeline/doors.ts';
import { notFound } from '../../services/service-error.ts';
import type { DeadLetterView } from '../../store/queries.ts';
import { createServer } from '../server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

const LETTER: DeadLetterView = {
  id: 'dl_1',
  channelId: 'chn_1' as ChannelId,
  connectionId: 'cx_1' as ConnectionId,
  reason: 'bot_failed',
  message: 'The bot did not answer.',
  messageId: 'msg_1' as MessageId,
  raw: null,
  at: Date.UTC(2026, 0, 2),
  replayedAt: null,
};

/** A gateway with one dead letter. */
function serve(outcome: Awaited<ReturnType<Replay>> = 'ok') {
  const asked: unknown[] = [];
  let letter = LETTER;
  const app = createServer(
    fakeParts({
      deadLetters: {
        list: async (_access, ...question) => {
          asked.push(question);
          return { items: [letter], nextCursor: null };
        },
        get: async (_access, id) => {
          if (id !== letter.id) throw notFound('dead letter');
          return letter;
        },
      },
      replay: async () => {
        letter = { ...letter, replayedAt: letter.at + 1_000 };
        return outcome;
      },
    }),
  );
  closing.push(() => app.close());
  const get = (url: string) => app.inject({ url, headers: asReader });
  const replay = (id: string, headers = asAdmin) =>
    app.inject({ method: 'POST', url: `/api/v1/dead-letters/${id}/replay`, headers });
  return { asked, get, replay };
}

describe('dead letters', () => {
  it('are listed, all or those that are open', async () => {
    const { asked, get } = serve();
    const response = await get('/api/v1/dead-letters?channelId=chn_1');
    expect(response.json()).toEqual({
      items: [{ ...LETTER, at: '2026-01-02T00:00:00.000Z' }],
      nextCursor: null,
    });
    await get('/api/v1/dead-letters?state=open&limit=10');
    expect(asked).toEqual([
      [{ channelId: 'chn_1' }, { limit: 50 }],
      [{ open: true }, { limit: 10 }],
    ]);
  });

  it('are replayed once', async () => {
    const response = await serve().replay('dl_1');
    expect(response.json()).toMatchObject({ id: 'dl_1', replayedAt: '2026-01-02T00:00:01.000Z' });
  });

  it.each([
    ['already_replayed', 409, 'already_replayed'],
    [{ stillWrong: 'not JSON' }, 409, 'still_wrong'],
    ['unknown', 404, 'not_found'],
  ] as const)('say why a replay was not possible: %j', async (outcome, status, code) => {
    expect((await serve(outcome).replay('dl_1')).json()).toMatchObject({ status, code });
  });

  it('are not replayed by those who may only look, nor where there is none', async () => {
    expect((await serve().replay('dl_1', asReader)).statusCode).toBe(403);
    expect((await serve().replay('dl_2')).statusCode).toBe(404);
  });
});
