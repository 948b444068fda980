import { describe, expect, it } from 'vitest';
import { createLog } from './log.ts';

const TOKEN = 'ab'.repeat(32);
const LEAKS = [
  TOKEN,
  'EAAGsecret',
  's3cret-value',
  '15550001111',
  '5550001111',
  'wamid.HBgLMTU1NTA',
  'SM0123456789abcdef0123456789abcdef',
];

function linesOf(write: (log: ReturnType<typeof createLog>) => void): Record<string, unknown>[] {
  const lines: string[] = [];
  write(createLog({ level: 'trace', destination: { write: (line) => lines.push(line) } }));
  for (const leak of LEAKS) expect(lines.join('')).not.toContain(leak);
  return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
}

describe('log', () => {
  it('item 54: leaves out credentials by the name of their field, at any depth', () => {
    const [line] = linesOf((log) =>
      log.info({
        settings: { accessToken: 'EAAGsecret', appSecret: 's3cret-value', appId: '12' },
        list: [{ cookie: TOKEN }],
      }),
    );
    expect(line).toMatchObject({ settings: { accessToken: '[redacted]', appSecret: '[redacted]', appId: '12' } });
  });

  it('masks callback URLs, bearer headers and query parameters inside text', () => {
    const [line] = linesOf((log) =>
      log.warn(`POST /webhooks/${TOKEN}?access_token=s3cret-value with Bearer EAAGsecret failed`),
    );
    expect(line?.msg).toBe('POST /webhooks/[redacted]?access_token=[redacted] with Bearer [redacted] failed');
  });

  it('item 54: shows of a phone number its last two digits only', () => {
    const [line] = linesOf((log) => log.info({ phoneNumber: '15550001111', to: '+1 555 000 1111' }, 'to +15550001111'));
    expect(line).toMatchObject({ phoneNumber: '…11', to: '…11', msg: 'to …11' });
  });

  it('item 54: replaces provider message ids by a hash that is the same on every line', () => {
    const lines = linesOf((log) => {
      log.info({ providerMessageId: 'wamid.HBgLMTU1NTA' });
      log.info('status of wamid.HBgLMTU1NTA and SM0123456789abcdef0123456789abcdef');
    });
    const [first, second] = lines;
    expect(first?.providerMessageId).toMatch(/^id#[0-9a-f]{8}$/);
    expect(second?.msg).toContain(first?.providerMessageId);
  });

  it('keeps our own ids, times and counts readable', () => {
    const [line] = linesOf((log) =>
      log.info({ messageId: 'msg_0190a1b2c3d4e5f60718293a4b5c6d7e', at: 1_700_000_000_000, lanes: 3 }),
    );
    expect(line).toMatchObject({ messageId: 'msg_0190a1b2c3d4e5f60718293a4b5c6d7e', at: 1_700_000_000_000, lanes: 3 });
  });

  it('masks errors with their causes, alone or beside other fields', () => {
    const failure = Object.assign(new Error(`refused for +15550001111`, { cause: new Error('Bearer EAAGsecret') }), {
      apiKey: 's3cret-value',
      code: 'E1',
    });
    const lines = linesOf((log) => {
      log.error(failure);
      log.error({ err: failure }, 'send failed');
    });
    for (const line of lines) {
      expect(line.err).toMatchObject({ message: 'refused for …11', code: 'E1', apiKey: '[redacted]' });
    }
  });

  it('survives what refers to itself', () => {
    const loop: Record<string, unknown> = { name: 'loop' };
    loop.self = loop;
    expect(linesOf((log) => log.info(loop))).toHaveLength(1);
  });
});
