import { expect, test } from 'vitest';
import type { TemplatesFacet } from '../../domain/provider.ts';
import type { ChannelEntry, ConnectionEntry } from '../directory.ts';
import { accountOf, accountsOf, facetOf } from './accounts.ts';

const facets = { tall: {}, wide: {} } as unknown as Record<'tall' | 'wide', TemplatesFacet>; // Never called.

function connection(id: 'tall' | 'wide', state: string, accountKey?: string): ConnectionEntry {
  const definition = { id, ...(accountKey && { accountKey }) };
  const entry = { connection: { state }, definition, provider: { templates: facets[id] } };
  return entry as unknown as ConnectionEntry; // Nothing here looks at more of it.
}

function channel(active: ConnectionEntry | null, others: readonly ConnectionEntry[] = []): ChannelEntry {
  const senders = [
    { phoneNumber: '15550001111', fields: { wabaId: '7' } },
    { phoneNumber: '15550002222', fields: { wabaId: '7' } },
    { phoneNumber: '15550003333', fields: {} },
  ];
  const connections = active ? [...others, active] : others;
  return { channel: { id: 'chn_1' }, senders, active, connections } as unknown as ChannelEntry;
}

const namesOf = (entry: ChannelEntry) => accountsOf(entry).map(({ account }) => account);

test('accounts are what the sender field of the provider names, once each', () => {
  expect(namesOf(channel(connection('tall', 'active', 'wabaId')))).toEqual(['7']);
});

test('where every sender is an account, its number names it', () => {
  expect(namesOf(channel(connection('tall', 'active', 'phoneNumber')))).toEqual([
    '15550001111',
    '15550002222',
    '15550003333',
  ]);
});

test('a connection that is one account goes by its provider’s name, also for senders of which nothing else is known', () => {
  const entry = channel(connection('tall', 'active'));
  expect(namesOf(entry)).toEqual(['tall']);
  expect(entry.senders.map((sender) => accountOf(entry, sender)?.account)).toEqual(['tall', 'tall', 'tall']);
});

test('the accounts of connections that may take over are known too, behind the active one’s', () => {
  const others = [connection('wide', 'standby'), connection('wide', 'draining', 'phoneNumber')];
  const entry = channel(connection('tall', 'active', 'wabaId'), others);
  expect(namesOf(entry)).toEqual(['7', 'wide']);
  expect([facetOf(entry, { account: '7' }), facetOf(entry, { account: 'wide' })]).toEqual([facets.tall, facets.wide]);
  expect(facetOf(entry, { account: '8' })).toBeNull();
});

test('a channel without a connection has none', () => {
  expect(namesOf(channel(null))).toEqual([]);
});
