import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { AccountFacet, Provider } from '../../domain/provider.ts';
import type { Fact } from '../../store/templates.ts';
import { fullAccess } from '../access.ts';
import type { BotEntry, ChannelEntry } from '../directory.ts';
import { createDoctor, type DoctorRequest } from './doctor.ts';

const running: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0)) await stop();
});

/** An HTTP server of its own; its address. */
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  running.push(() => new Promise((resolve) => server.close(resolve)));
  const { port } = server.address() as AddressInfo; // A TCP server's address has a port.
  return `http://127.0.0.1:${port}/webhooks/1`;
}

interface Scene {
  callbackUrl: string;
  account?: AccountFacet;
  botUrl?: string;
  /** Null: the provider asks nothing. */
  sampleHandshake?: NonNullable<Provider['sampleHandshake']> | null;
}

const SAMPLE = () => ({ query: { token: 'mine' }, answer: 'pong' });

function doctor({ callbackUrl, account, botUrl, sampleHandshake = SAMPLE }: Scene) {
  const saved: Fact[] = [];
  const connection = {
    connection: { id: 'cn_1' },
    definition: { displayName: 'Acme', accountKey: 'acmeAccount' },
    provider: { ...(sampleHandshake && { sampleHandshake }), ...(account && { account }) },
    callbackUrl,
  };
  const channel = {
    channel: { id: 'chn_1', botId: botUrl === undefined ? null : 'bot_1' },
    senders: [{ id: 'sn_1', channelId: 'chn_1', phoneNumber: '15550001111', fields: { acmeAccount: '7' } }],
    active: connection,
    connections: [connection],
  } as unknown as ChannelEntry; // The doctor looks at no more of it.
  const examining = createDoctor({
    directory: {
      channel: (id) => (id === 'chn_1' ? channel : undefined),
      bot: () => ({ bot: { name: 'Echo', settings: { url: botUrl } } }) as unknown as BotEntry,
    },
    store: { saveFacts: async (facts) => void saved.push(...facts) },
    fetch,
    now: () => 5,
  });
  const test = (request: DoctorRequest = {}, id = 'chn_1') => examining.test(fullAccess('test'), id, request);
  return { saved, test };
}

const named = (checks: readonly { name: string; ok: boolean }[]) =>
  Object.fromEntries(checks.map((check) => [check.name, check.ok]));

describe('the callback URL', () => {
  it('is asked what the provider would ask', async () => {
    const callbackUrl = await serve((request, response) => {
      response.end(request.url === '/webhooks/1?token=mine' ? 'pong' : 'what?');
    });
    const { ok, checks } = await doctor({ callbackUrl }).test();
    expect(named(checks)).toMatchObject({
      callback_reachable: true,
      verify_token: true,
      public_url: false,
      bot: false,
    });
    expect(ok).toBe(true);
  });

  it('that refuses the verify token is found', async () => {
    const callbackUrl = await serve((_request, response) => void response.writeHead(403).end());
    const { ok, checks } = await doctor({ callbackUrl }).test();
    expect(named(checks)).toMatchObject({ callback_reachable: true, verify_token: false });
    expect(ok).toBe(false);
  });

  it.each([
    ['somebody else answers there', 200, 'Welcome to nginx'],
    ['a proxy cannot reach the gateway', 502, ''],
    ['it leads elsewhere', 302, ''],
  ])('is not reached if %s', async (_what, status, body) => {
    const callbackUrl = await serve((_request, response) => void response.writeHead(status).end(body));
    const { ok, checks } = await doctor({ callbackUrl }).test();
    expect(checks.find(({ name }) => name === 'callback_reachable')).toMatchObject({
      ...{ ok: false, message: expect.stringContaining(`HTTP ${status}`), hint: expect.any(String) },
    });
    expect(ok).toBe(false);
  });

  it('is not reached if nobody listens', async () => {
    const callbackUrl = await serve(() => {});
    await running.pop()?.();
    expect(named((await doctor({ callbackUrl }).test()).checks)).toMatchObject({ callback_reachable: false });
  });

  it('is not tried for a provider that asks nothing', async () => {
    const callbackUrl = 'https://chat.example.com/webhooks/1';
    const { checks } = await doctor({ callbackUrl, sampleHandshake: null }).test();
    expect(named(checks)).toEqual({ account: true, public_url: true, bot: false });
  });
});

describe('the account', () => {
  const callbackUrl = 'https://chat.example.com/webhooks/1';
  const withoutHandshake = { callbackUrl, sampleHandshake: null };

  it('is tested by its provider, whose facts are kept', async () => {
    const asked: unknown[] = [];
    const account: AccountFacet = {
      check: async ({ signal: _signal, ...request }) => {
        asked.push(request);
        return [{ name: 'token', ok: false, message: 'It ended.', hint: 'Make a new one.' }];
      },
      facts: async () => ({ ok: true, value: { sender: { quality: 'green' }, account: { review: 'approved' } } }),
    };
    const { saved, test } = doctor({ ...withoutHandshake, account });
    const { ok, checks } = await test({ repair: true });
    expect(ok).toBe(false);
    expect(checks[0]).toEqual({ name: 'token', ok: false, message: 'It ended.', hint: 'Make a new one.' });
    expect(asked).toEqual([
      { senderPhoneNumber: '15550001111', senderFields: { acmeAccount: '7' }, callbackUrl, repair: true },
    ]);
    expect(saved.map(({ about, subject, name, value }) => [about, subject, name, value])).toEqual([
      ['sender', '15550001111', 'quality', 'green'],
      ['account', '7', 'review', 'approved'],
    ]);
  });

  it('is said not to be testable where the provider offers nothing', async () => {
    const { checks } = await doctor(withoutHandshake).test();
    expect(checks[0]).toMatchObject({
      name: 'account',
      ok: true,
      message: expect.stringContaining('Acme offers nothing'),
    });
  });

  it('is of a sender and a connection of this channel', async () => {
    const { test } = doctor(withoutHandshake);
    await expect(test({ senderId: 'sn_9' })).rejects.toMatchObject({ problems: [{ path: '/senderId' }] });
    await expect(test({ connectionId: 'cn_9' })).rejects.toMatchObject({ problems: [{ path: '/connectionId' }] });
    await expect(test({}, 'chn_9')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the bot', () => {
  const callbackUrl = 'https://chat.example.com/webhooks/1';

  it('need only answer somehow', async () => {
    const botUrl = await serve(
      (request, response) => void response.writeHead(request.method === 'HEAD' ? 405 : 500).end(),
    );
    const { checks } = await doctor({ callbackUrl, sampleHandshake: null, botUrl }).test();
    expect(named(checks)).toMatchObject({ bot: true });
  });

  it('that is away is a warning', async () => {
    const botUrl = await serve(() => {});
    await running.pop()?.();
    const { ok, checks } = await doctor({ callbackUrl, sampleHandshake: null, botUrl }).test();
    expect(checks.at(-1)).toMatchObject({ name: 'bot', ok: false, isWarning: true });
    expect(ok).toBe(true);
  });
});
