import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sampleTurn } from '../../../test/contracts/connector.ts';
import { webhookConnector } from './index.ts';

const DOCS = join(import.meta.dirname, '../../../docs/connectors');
const SECRET = `whsec_${Buffer.from('c'.repeat(32)).toString('base64')}`;

describe('the bot in the documentation', () => {
  let bot: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const env = { ...process.env, BOT_SECRET: SECRET, PORT: '0' };
    bot = spawn(process.execPath, [join(DOCS, 'echo-bot.mjs')], { env, stdio: ['ignore', 'pipe', 'inherit'] });
    if (bot.stdout === null) throw new Error('the bot has no output');
    const [line] = await once(bot.stdout, 'data');
    url = `http://127.0.0.1:${String(line).match(/\d+/)?.[0]}/`;
  });

  afterAll(async () => {
    const ended = once(bot, 'exit');
    bot.kill();
    await ended;
  });

  const deliver = (secret: string) =>
    webhookConnector
      .connect({ url, secret }, { fetch: globalThis.fetch, now: Date.now })
      .deliver(sampleTurn(), new AbortController().signal);

  it('answers what the gateway signed', async () => {
    expect(await deliver(SECRET)).toMatchObject({
      outcome: 'answered',
      parts: [{ content: { text: 'Hello Ada!' } }, { content: { text: 'You sent: Hi' } }],
      variables: { count: 1 },
    });
  });

  it('refuses what somebody else signed', async () => {
    const other = `whsec_${Buffer.from('d'.repeat(32)).toString('base64')}`;
    expect(await deliver(other)).toMatchObject({ outcome: 'failed', message: 'The bot answered 401' });
  });

  it('is printed there as it runs', async () => {
    const [page, code] = await Promise.all(
      ['webhook.md', 'echo-bot.mjs'].map((name) => readFile(join(DOCS, name), 'utf8')),
    );
    expect(page).toContain(code);
  });
});
