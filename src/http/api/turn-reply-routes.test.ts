import { afterEach, describe, expect, it } from 'vitest';
import { ADMIN_KEY, fakeParts } from '../../../test/support/http-parts.ts';
import type { TurnReplies } from '../../pipeline/doors.ts';
import { createServer } from '../server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

type Outcome = Awaited<ReturnType<TurnReplies['receive']>>;

function serve(outcome: Outcome) {
  const received: unknown[] = [];
  const receive = async (...reply: unknown[]) => {
    received.push(reply);
    return outcome;
  };
  const app = createServer(fakeParts({ turnReplies: { receive } }));
  closing.push(() => app.close());
  const post = (headers: Record<string, string>, payload: object = { messages: ['Hi'] }) =>
    app.inject({ method: 'POST', url: '/api/v1/turns/trn_1/reply', headers, payload });
  return { received, post };
}

const AUTH = { authorization: 'Bearer turn-token' };

describe('POST /turns/{id}/reply', () => {
  it("takes the bot's answer with the token of the turn alone", async () => {
    const { received, post } = serve({ outcome: 'accepted' });
    const response = await post(AUTH, { messages: ['Hi'], session: { variables: { n: 1 } }, more: true });
    expect(response).toMatchObject({ statusCode: 202 });
    expect(response.json()).toEqual({ status: 'accepted' });
    expect(received).toEqual([
      ['trn_1', 'turn-token', { messages: ['Hi'], session: { variables: { n: 1 } }, more: true }],
    ]);
  });

  it.each([
    [{ outcome: 'turn_closed' }, 409, 'turn_closed'],
    [{ outcome: 'forbidden' }, 403, 'forbidden'],
    [{ outcome: 'invalid', message: 'messages[0] is no content' }, 400, 'invalid'],
  ] as const)('answers %j', async (outcome, status, code) => {
    const response = await serve(outcome).post(AUTH);
    expect(response.json()).toMatchObject({ status, code });
  });

  it('asks for a token, and leaves its judgement to the turn: an API key is not one', async () => {
    const { received, post } = serve({ outcome: 'forbidden' });
    expect((await post({})).statusCode).toBe(401);
    expect(received).toEqual([]);
    expect((await post({ authorization: `Bearer ${ADMIN_KEY}` })).statusCode).toBe(403);
  });

  it('refuses what is not an object', async () => {
    const { received, post } = serve({ outcome: 'accepted' });
    expect((await post(AUTH, ['Hi'])).statusCode).toBe(400);
    expect(received).toEqual([]);
  });
});
