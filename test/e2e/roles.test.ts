import { expect, test } from 'vitest';
import { ok, type Schemas } from './api.ts';
import { startBot } from './bot.ts';
import { onSplitRoles } from './both-engines.ts';
import { run } from './command.ts';
import { ADMIN_KEY } from './gateway.ts';

const asAdmin = { authorization: `Bearer ${ADMIN_KEY}` };

function says(text: string) {
  return ({ content }: Schemas['Message']) => 'text' in content && content.text === text;
}

/** Reads the stream of changes until one of them fits. */
async function change(stream: Response, fits: (change: Record<string, unknown>) => boolean): Promise<void> {
  let text = '';
  for await (const chunk of stream.body ?? []) {
    text += Buffer.from(chunk).toString();
    const found = text
      .split('\n')
      .slice(0, -1)
      .filter((line) => line.startsWith('data: '))
      .some((line) => fits(JSON.parse(line.slice('data: '.length))));
    if (found) return;
  }
  throw new Error(`the stream ended without it: ${text}`);
}

onSplitRoles((harness) => {
  test('a worker answers probes and metrics, and says of everything else where it is', async () => {
    const { url, workerUrl } = harness();
    const ask = (path: string, init?: RequestInit) => fetch(`${workerUrl}${path}`, init);
    for (const path of ['/health/live', '/health/ready', '/metrics']) {
      const answer = await ask(path);
      await answer.text();
      expect(answer.status).toBe(200);
    }
    expect(await (await ask('/health/ready')).json()).toMatchObject({ role: 'worker' });
    expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({ role: 'web' });
    const asked: [string, RequestInit?][] = [
      ['/api/v1/channels', { headers: asAdmin }],
      ['/'],
      [`/webhooks/${'ab'.repeat(32)}`, { method: 'POST', body: '{}' }],
    ];
    for (const [path, init] of asked) {
      const answer = await ask(path, init);
      expect(answer.status).toBe(404);
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ detail: expect.stringMatching(/This node is a worker/) });
    }
  });

  test('commands that are sent to a worker say that it is one, and whom to ask', async () => {
    const { workerUrl } = harness();
    const { code, out, err } = await run(['status', '--url', `${workerUrl}`], { CHASQUI_ADMIN_KEY: ADMIN_KEY });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`${workerUrl} answers, but has no API. This node is a worker`);
    expect(err).toMatch(/at the nodes with the role "web" or "all"\. Give the address of one of them by --url\./);
  });

  test('messages are answered, and what the API is asked to send goes out', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'one', 'two');
    expect(await shop.answered(ana, 2)).toEqual(['echo: one', 'echo: two']);
    await shop.send(ana, 'From an agent.');
    expect((await shop.answered(ana, 3)).at(-1)).toBe('From an agent.');
    await shop.message('the delivered message', (one) => says('From an agent.')(one) && one.status === 'delivered');
  });

  test('whoever follows the changes at the web node hears what the worker did', async () => {
    const { openChannel, url } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    await shop.settled();
    const ending = new AbortController();
    const stream = await fetch(`${url}/api/v1/stream`, { headers: asAdmin, signal: ending.signal });
    const { id } = await shop.send(ana, 'A parcel.');
    // Nobody but whoever sends it tells this of the message: acceptance. Statuses are changes of another kind.
    await change(stream, ({ kind, messageId }) => kind === 'message' && messageId === id);
    ending.abort();
  });

  test('a worker follows what is changed at the web node', async () => {
    const { openChannel, api, passTime } = harness();
    const shop = await openChannel();
    const other = await startBot(() => {});
    try {
      const settings = { url: other.url };
      const body = { name: 'Another', connector: 'webhook', settings };
      const bot = await ok(api.POST('/api/v1/bots', { body }));
      other.answerWith(() => ({ body: { messages: ['I am the other one.'] } }));
      await shop.change({ botId: bot.id });
      await passTime(2_000);
      const ana = shop.person('Ana');
      await shop.say(ana, 'Hi');
      expect(await shop.answered(ana, 1)).toEqual(['I am the other one.']);
      expect(shop.bot.requests).toEqual([]);
    } finally {
      await other.stop();
    }
  });

  test('a human takes over and gives back at the web node', async () => {
    const { openChannel, api } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'one');
    await shop.answered(ana, 1);
    const { id } = await shop.conversationWith(ana);
    const answeredBy = (who: 'human' | 'bot') =>
      ok(api.PATCH('/api/v1/conversations/{id}', { params: { path: { id } }, body: { answeredBy: who } }));
    await answeredBy('human');
    await shop.say(ana, 'two');
    expect(await shop.message('the observed message', says('two'))).toMatchObject({ duty: 'observe' });
    await answeredBy('bot');
    await shop.say(ana, 'three');
    expect(await shop.answered(ana, 2)).toEqual(['echo: one', 'echo: three']);
  });
});
