import { afterEach, expect, test } from 'vitest';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';

let rig: MetaRig;

afterEach(() => rig.stop());

test('in lean mode anything is accepted, told to listeners and forgotten', async () => {
  rig = await startMetaRig({ lean: true });
  const heard: string[] = [];
  rig.simulator.onMessage(({ to, callbackData = '' }) => heard.push(`${to} ${callbackData}`));
  for (let count = 0; count < 100; count++) {
    const answer = await rig.send({ to: '15550100001', biz_opaque_callback_data: `att_${count}`, unknown: 1 }, {});
    expect(answer).toMatchObject({ status: 200, body: { messages: [{ id: expect.stringMatching(/^wamid\./) }] } });
  }
  expect(heard).toEqual(Array.from({ length: 100 }, (_, count) => `15550100001 att_${count}`));
  expect(rig.simulator.counters().accepted).toBe(100);
  expect(rig.simulator.received()).toEqual([]);
  await rig.clock.advance(60_000);
  expect(rig.webhooks).toEqual([]);
});

test('in lean mode statuses come if asked for, with the echo', async () => {
  rig = await startMetaRig({ lean: true, statuses: { sentMs: 0, deliveredMs: 0 } });
  await rig.send({ to: undefined, recipient: 'US.a', text: { body: 'a' }, biz_opaque_callback_data: 'att_1' });
  await rig.clock.advance(0);
  expect(rig.values().flatMap((value) => value.statuses ?? [])).toMatchObject([
    { status: 'sent', recipient_user_id: 'US.a', biz_opaque_callback_data: 'att_1' },
    { status: 'delivered', recipient_user_id: 'US.a', biz_opaque_callback_data: 'att_1' },
  ]);
});

test('in lean mode faults still happen', async () => {
  rig = await startMetaRig({ lean: true });
  rig.simulator.world.faults.add({ kind: 'error', code: 130429, numberId: number.phoneNumberId });
  expect((await rig.send({ text: { body: 'a' } })).status).toBe(429);
  expect((await rig.send({ text: { body: 'a' } })).status).toBe(200);
});
