import { expect, it } from 'vitest';
import type { AccountEffect, AccountReported } from '../domain/events.ts';
import type { ChannelEntry } from '../services/directory.ts';
import type { Arrival } from './arrival.ts';
import { accountItems } from './route-account.ts';

/** A channel with these senders, whose connection accepts the bytes as `accepts` says. */
function channel(name: string, accepts: boolean, senders: readonly Record<string, string>[]): ChannelEntry {
  const connection = {
    connection: { id: `cn_${name}`, settings: {} },
    definition: { id: 'fake' },
    provider: { verify: () => ({ ok: accepts }) },
  };
  return {
    channel: { id: `chn_${name}` },
    senders: senders.map(({ phoneNumber, ...fields }) => ({ phoneNumber, fields })),
    active: connection,
    connections: [connection],
  } as unknown as ChannelEntry; // Routing looks at no more of it.
}

function route(own: ChannelEntry, others: readonly ChannelEntry[], effects: readonly AccountEffect[] = []) {
  const event: AccountReported = {
    ...{ type: 'account_reported', account: { field: 'wabaId', value: '7' }, kind: 'alert', detail: {} },
    ...{ dedupeKey: 'once', raw: '{}', effects },
  };
  const arrival = { channel: own, entry: own.connections[0], receivedAt: 5, request: {} } as unknown as Arrival;
  return accountItems(event, arrival, { directory: { channels: () => [own, ...others] } as never });
}

const TEMPLATE: AccountEffect = {
  type: 'template_changed',
  change: { providerId: '1460022871934415', status: 'paused' },
};

it('tells every channel of the account whose own secret proves it, each with its own connection', () => {
  const shop = channel('shop', true, [{ phoneNumber: '15550001111', wabaId: '7' }]);
  const branch = channel('branch', true, [{ phoneNumber: '15550002222', wabaId: '7' }]);
  const stranger = channel('stranger', false, [{ phoneNumber: '15550003333', wabaId: '7' }]);
  const elsewhere = channel('elsewhere', true, [{ phoneNumber: '15550004444', wabaId: '8' }]);
  const items = route(shop, [branch, stranger, elsewhere], [TEMPLATE]);
  expect(items.map(({ channelId, effects }) => [channelId, effects])).toEqual([
    ['chn_shop', { connectionId: 'cn_shop', account: '7', list: [TEMPLATE] }],
    ['chn_branch', { connectionId: 'cn_branch', account: '7', list: [TEMPLATE] }],
  ]);
});

it('tells the channel that it came by if no sender’s account is known yet', () => {
  const shop = channel('shop', true, [{ phoneNumber: '15550001111' }]);
  expect(route(shop, [], [TEMPLATE])).toMatchObject([{ channelId: 'chn_shop', effects: { account: '7' } }]);
});

it('shows a channel what happened to an account of somebody else, and lets it have no effect', () => {
  const shop = channel('shop', true, [{ phoneNumber: '15550001111', wabaId: '8' }]);
  const items = route(shop, [], [{ type: 'sending_stopped', reason: 'credentials', message: 'gone' }]);
  expect(items).toMatchObject([{ channelId: 'chn_shop', kind: 'alert' }]);
  expect(items[0]).not.toHaveProperty('effects');
});

it('gives facts about a number to the sender with that number, however it is spelt', () => {
  const shop = channel('shop', true, [
    { phoneNumber: '5511987654321', wabaId: '7' },
    { phoneNumber: '15550002222', wabaId: '7' },
  ]);
  const told: AccountEffect = { type: 'sender_facts', phoneNumber: '551187654321', facts: { quality: 'red' } };
  expect(route(shop, [], [told])[0]?.effects?.list).toEqual([{ ...told, phoneNumber: '5511987654321' }]);
});

it('gives facts about all numbers to every sender of the account, and facts about strangers to nobody', () => {
  const shop = channel('shop', true, [
    { phoneNumber: '15550001111', wabaId: '7' },
    { phoneNumber: '15550002222', wabaId: '8' },
  ]);
  const all: AccountEffect = { type: 'sender_facts', facts: { limit: '2000' } };
  const stranger: AccountEffect = { type: 'sender_facts', phoneNumber: '15559999999', facts: { quality: 'red' } };
  expect(route(shop, [], [all, stranger])[0]?.effects?.list).toEqual([{ ...all, phoneNumber: '15550001111' }]);
  expect(route(shop, [], [stranger])[0]).not.toHaveProperty('effects');
});
