import { afterEach, beforeEach, expect, test } from 'vitest';
import { inventedNumber } from '../../../test/simulators/meta-number.ts';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';
import type { BatchShape } from './outbox.ts';

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig({ statuses: { sentMs: 0, deliveredMs: 0 } });
  rig.simulator.addNumber(
    inventedNumber({
      phoneNumberId: '400000000000002',
      businessAccountId: '300000000000002',
      ...(number.callbackUrl && { callbackUrl: number.callbackUrl }),
    }),
  );
  rig.simulator.world.people.add({ id: 'ole', name: 'Ole', phone: '15550100002' });
});

afterEach(() => rig.stop());

/** Two messages of one person, one of another, a sent and a delivered; and one message to a second number. */
async function releaseAs(shape: BatchShape) {
  rig.simulator.hold();
  await rig.write('one');
  await rig.write('two');
  await rig.simulator.write(number.phoneNumberId, 'ole', { type: 'text', text: 'three' });
  await rig.send({ text: { body: 'Hi' } });
  await rig.simulator.write('400000000000002', 'ole', { type: 'text', text: 'four' });
  await rig.clock.advance(0);
  expect(rig.webhooks).toEqual([]);
  rig.simulator.release(shape);
  await rig.clock.advance(0);
  return rig.webhooks.map(({ entry }) => entry.map(({ id, changes }) => ({ id, changes: changes.length })));
}

test('held webhooks are joined into one change for each number', async () => {
  expect(await releaseAs('items')).toEqual([
    [
      { id: number.businessAccountId, changes: 1 },
      { id: '300000000000002', changes: 1 },
    ],
  ]);
  const [value] = rig.values();
  expect(value?.messages?.map((message) => message.text)).toEqual([
    { body: 'one' },
    { body: 'two' },
    { body: 'three' },
  ]);
  expect(value?.statuses?.map(({ status }) => status)).toEqual(['sent', 'delivered']);
  expect(value?.contacts).toMatchObject([{ profile: { name: 'Mina' } }, { profile: { name: 'Ole' } }]);
});

test('held webhooks are sent as a change each', async () => {
  expect(await releaseAs('changes')).toEqual([
    [
      { id: number.businessAccountId, changes: 5 },
      { id: '300000000000002', changes: 1 },
    ],
  ]);
});

test('held webhooks are sent as an entry each', async () => {
  const [entries] = await releaseAs('entries');
  expect(entries).toHaveLength(6);
});

test('after the release webhooks go out one by one again', async () => {
  await releaseAs('items');
  await rig.write('five');
  expect(rig.webhooks).toHaveLength(2);
});

test('each person’s messages are delivered once the batch is answered', async () => {
  await releaseAs('items');
  const { entries } = rig.simulator.world.chats.open(number.phoneNumberId, 'mina');
  expect(entries.filter(({ direction }) => direction === 'from_person').map(({ status }) => status)).toEqual([
    'delivered',
    'delivered',
  ]);
});
