import { describe, expect, it } from 'vitest';
import type { ConnectionState } from '../domain/channel.ts';
import type { ChannelId, ConnectionId } from '../domain/ids.ts';
import type { StoredConnection } from '../store/registry.ts';
import { withoutDrained } from './draining.ts';

const DAY_MS = 24 * 3_600_000;

function connection(id: string, state: ConnectionState, createdAt: number, channelId = 'ch_1'): StoredConnection {
  const ids = { id: id as ConnectionId, channelId: channelId as ChannelId };
  return { ...ids, provider: 'acme', state, token: id, settings: {}, secrets: {}, createdAt };
}

const connections = [
  connection('first', 'draining', 0),
  connection('second', 'draining', 5 * DAY_MS),
  connection('third', 'active', 10 * DAY_MS),
  connection('reserve', 'standby', 0),
  connection('elsewhere', 'active', 0, 'ch_2'),
];

const left = (now: number) => withoutDrained(connections, now).map(({ id }) => id);

describe('a replaced connection', () => {
  it('is kept for eight days after the newest one of its channel came', () => {
    expect(left(18 * DAY_MS)).toEqual(['first', 'second', 'third', 'reserve', 'elsewhere']);
    expect(left(18 * DAY_MS + 1)).toEqual(['third', 'reserve', 'elsewhere']);
  });

  it.each<ConnectionState>(['standby', 'active'])(
    'is not ended by an earlier one that stood by when it was replaced, and is %s now',
    (state) => {
      const reserve = connection('reserve', state, DAY_MS);
      const newest = connection('newest', state === 'active' ? 'standby' : 'active', 30 * DAY_MS);
      const all = [connection('replaced', 'draining', 0), reserve, newest];
      expect(withoutDrained(all, 38 * DAY_MS)).toEqual(all);
      expect(withoutDrained(all, 38 * DAY_MS + 1)).toEqual([reserve, newest]);
    },
  );

  it('stays while nothing has replaced it', () => {
    expect(withoutDrained([connection('only', 'draining', 0)], 99 * DAY_MS)).toHaveLength(1);
  });
});
