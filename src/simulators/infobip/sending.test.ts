import { afterEach, beforeEach, expect, test } from 'vitest';
import { type InfobipRig, PHONE, SENDER, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';

let rig: InfobipRig;

beforeEach(async () => {
  rig = await startInfobipRig();
});

afterEach(() => rig.stop());

const shown = () => rig.simulator.world.chats.open(rig.numberId, 'mina').entries.at(-1);
const DELIVERED = { groupId: 3, groupName: 'DELIVERED', id: 5, name: 'DELIVERED_TO_HANDSET' };

test('R8: a text is accepted, shown, and reported as sent, delivered and seen', async () => {
  await rig.write('Hi');
  await rig.webhooks(1);
  const answer = await rig.send('text', { text: 'Hello' }, { messageId: 'm-1', callbackData: 'conv=1', entityId: 'e' });
  expect(answer.status).toBe(200);
  expect(answer.body).toEqual({
    to: PHONE,
    messageCount: 1,
    messageId: 'm-1',
    status: {
      groupId: 1,
      groupName: 'PENDING',
      id: 7,
      name: 'PENDING_ENROUTE',
      description: 'Message sent to next instance',
    },
  });
  expect(shown()).toMatchObject({ id: 'm-1', kind: 'text', content: { text: 'Hello' }, status: 'accepted' });

  await rig.clock.advance(50);
  await rig.webhooks(2);
  await rig.clock.advance(250);
  await rig.webhooks(3);
  rig.simulator.read(rig.numberId, 'mina');
  const [, sent, delivered, seen] = await rig.items(4);
  expect(sent).toMatchObject({ messageId: 'm-1', status: { groupId: 3, id: 2 }, error: { id: 0, permanent: false } });
  expect(delivered).toEqual({
    bulkId: '',
    messageId: 'm-1',
    to: PHONE,
    sentAt: '2027-01-15T08:00:00.000+0000',
    doneAt: '2027-01-15T08:00:00.300+0000',
    messageCount: 1,
    price: { pricePerMessage: 0.01, currency: 'EUR' },
    callbackData: 'conv=1',
    entityId: 'e',
    status: { ...DELIVERED, description: 'Message delivered to handset' },
    error: { groupId: 0, groupName: 'OK', id: 0, name: 'NO_ERROR', description: 'No Error', permanent: false },
    contact: { name: 'Mina', phoneNumber: PHONE, userId: 'US.mina1' },
  });
  expect(seen).toEqual({
    messageId: 'm-1',
    from: PHONE,
    to: SENDER,
    sentAt: '2027-01-15T08:00:00.000+0000',
    seenAt: '2027-01-15T08:00:00.300+0000',
    entityId: 'e',
    contact: { name: 'Mina', phoneNumber: PHONE, userId: 'US.mina1' },
  });
});

test('R6: a message id is taken once; the second message of that id is rejected and not delivered', async () => {
  await rig.write('Hi');
  await rig.send('text', { text: 'Hello' }, { messageId: 'm-1' });
  const again = await rig.send('image', { mediaUrl: 'https://shop.example/a.png' }, { messageId: 'm-1' });
  expect(again.status).toBe(200);
  expect(again.body.status).toMatchObject({ groupId: 5, groupName: 'REJECTED', id: 23 });
  expect(rig.simulator.received().map(({ messageId }) => messageId)).toEqual(['m-1']);
});

test('R6: a message without an id gets one', async () => {
  await rig.write('Hi');
  const { body } = await rig.send('text', { text: 'Hello' });
  expect(body.messageId).toMatch(/^[0-9a-f-]{36}$/);
  expect(rig.simulator.received()[0]?.messageId).toBe(body.messageId);
});

test('R7: reports go to the address that the message names', async () => {
  await rig.write('Hi');
  await rig.webhooks(1);
  await rig.send('text', { text: 'Hello' }, { notifyUrl: `${rig.receiver.url}/of-its-own` });
  await rig.clock.advance(50);
  const [inbound, report] = await rig.receiver.arrived(2);
  expect([inbound?.url, report?.url]).toEqual(['/hook', '/hook/of-its-own']);
});

test('R7: a reply quotes the message that it names', async () => {
  const wamid = await rig.write('Hi');
  await rig.send('text', { text: 'Hello' }, { context: { replyToMessageId: wamid } });
  expect(shown()).toMatchObject({ replyTo: wamid });
});

test('R22: outside the window a message is accepted, and its report says that there is no session', async () => {
  const outside = async (count: number) => {
    const { body } = await rig.send('text', { text: 'Hello' });
    expect(body.status.groupId).toBe(1);
    await rig.clock.advance(50);
    return (await rig.items(count)).at(-1);
  };
  const failed = {
    status: { groupId: 2, groupName: 'UNDELIVERABLE', id: 9 },
    error: { id: 7010, name: 'EC_NO_SESSION', permanent: true },
  };
  expect(await outside(1)).toMatchObject(failed);
  expect(shown()).toMatchObject({ status: 'failed', error: { code: '7010' } });
  await rig.write('Hi');
  await rig.webhooks(2);
  await rig.clock.advance(24 * 3_600_000);
  expect(await outside(3)).toMatchObject(failed);
});

test('R13: what cannot go anywhere is rejected in the answer', async () => {
  const statusOf = async (more: object) => (await rig.send('text', { text: 'Hello' }, more)).body.status;
  expect(await statusOf({ from: '447700900999' })).toMatchObject({ groupId: 5, id: 13, name: 'REJECTED_SENDER' });
  expect(await statusOf({ to: '+15550100001' })).toMatchObject({ groupId: 5, id: 52, name: 'REJECTED_DESTINATION' });
  rig.simulator.setAccountConditions(rig.numberId, { trialRecipients: ['15550100009'] });
  expect(await statusOf({})).toMatchObject({ groupId: 5, id: 18 });
  rig.simulator.setAccountConditions(rig.numberId, { trialRecipients: null, hasNoCredits: true });
  expect(await statusOf({})).toMatchObject({ groupId: 5, id: 12, name: 'REJECTED_NOT_ENOUGH_CREDITS' });
  expect(rig.simulator.received()).toEqual([]);
});

test('somebody who is not on WhatsApp, or whom nobody knows, is not reached', async () => {
  rig.simulator.world.people.add({ id: 'ole', name: 'Ole', phone: '15550100002', onWhatsApp: false });
  for (const [count, to] of [
    [1, '15550100002'],
    [2, '15550100077'],
  ] as const) {
    await rig.send('text', { text: 'Hello' }, { to });
    await rig.clock.advance(50);
    expect((await rig.items(count)).at(-1)).toMatchObject({ to, error: { id: 7002, permanent: true } });
  }
});

test('R5: a person is reached by the business-scoped user id alone', async () => {
  const { id } = rig.simulator.world.people.add({ name: 'Ada', userId: 'HR.123123123', withoutPhone: true });
  await rig.simulator.write(rig.numberId, id, { type: 'text', text: 'Hi' });
  const { body } = await rig.send('text', { text: 'Hello' }, { to: 'HR.123123123' });
  expect(body).toMatchObject({ to: 'HR.123123123', status: { groupId: 1 } });
  expect(rig.simulator.received(id)).toHaveLength(1);
});

test('linked files are fetched: one that is not there, and one of a wrong type, fail afterwards', async () => {
  await rig.write('Hi');
  await rig.webhooks(1);
  rig.receiver.answerWith(({ method }) => ({ status: method === 'GET' ? 404 : 200 }));
  await rig.send('image', { mediaUrl: `${rig.receiver.url}/picture.png` });
  await rig.receiver.arrived(2);
  await expect.poll(() => rig.clock.pending()).toBe(1);
  await rig.clock.advance(50);
  const reports = (await rig.receiver.arrived(3)).filter(({ method }) => method === 'POST');
  expect(reports.at(-1)?.raw).toContain('"id":7013,"name":"EC_MEDIA_HOSTING_ERROR"');
  expect(reports.at(-1)?.raw).toContain('"permanent":false');
});
