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
  connection('second', 'draining', 10 * DAY_MS),
  connection('third', 'active', 20 * DAY_MS),
  connection('reserve', 'standby', 0),
  connection('elsewhere', 'active', 0, 'ch_2'),
];

const left = (now: number) => withoutDrained(connections, now).map(({ id }) => id);

describe('a replaced connection', () => {
  it('is kept for eight days after the one that replaced it came', () => {
    expect(left(18 * DAY_MS)).toEqual(['first', 'second', 'third', 'reserve', 'elsewhere']);
    expect(left(18 * DAY_MS + 1)).toEqual(['second', 'third', 'reserve', 'elsewhere']);
    expect(left(28 * DAY_MS)).toEqual(['second', 'third', 'reserve', 'elsewhere']);
    expect(left(28 * DAY_MS + 1)).toEqual(['third', 'reserve', 'elsewhere']);
  });

  it('stays while nothing has replaced it', () => {
    expect(withoutDrained([connection('only', 'draining', 0)], 99 * DAY_MS)).toHaveLength(1);
  });
});
