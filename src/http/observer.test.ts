import { expect, it } from 'vitest';
import type { ChannelId, ConnectionId } from '../domain/ids.ts';
import { createLog } from '../host/log.ts';
import { createMetrics } from '../host/metrics.ts';
import { createChanges } from './changes.ts';
import { createObserver } from './observer.ts';

const MINUTE_MS = 60_000;

function observe() {
  const lines: string[] = [];
  let now = 0;
  const observer = createObserver({
    ...{ metrics: createMetrics(), changes: createChanges(), now: () => now },
    log: createLog({ level: 'warn', destination: { write: (line) => lines.push(line) } }),
  });
  const refuse = (id: string) =>
    observer.webhookRefused({
      ...{ connectionId: id as ConnectionId, channelId: 'ch_1' as ChannelId, reason: 'signature_wrong' },
    });
  const logged = () => lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  return { observer, refuse, logged, pass: (ms: number) => (now = now + ms) };
}

it('tells of refused webhooks once a minute and connection, with their number', () => {
  const { refuse, logged, pass } = observe();
  for (const id of ['cn_1', 'cn_1', 'cn_2']) refuse(id);
  pass(MINUTE_MS);
  refuse('cn_1');
  expect(logged()).toMatchObject([
    { connectionId: 'cn_1', channelId: 'ch_1', reason: 'signature_wrong', count: 1 },
    { connectionId: 'cn_2', count: 1 },
    { connectionId: 'cn_1', count: 2 },
  ]);
});

it('warns of a connection that is stopped, with the reason', () => {
  const { observer, logged } = observe();
  const stop = { reason: 'credentials' as const, message: 'the token has expired', code: '190', at: 0, until: null };
  observer.stopped({ connectionId: 'cn_1' as ConnectionId, channelId: 'ch_1' as ChannelId, stop });
  expect(logged()).toMatchObject([
    { connectionId: 'cn_1', reason: 'credentials', code: '190', msg: 'sending is stopped: the token has expired' },
  ]);
});
