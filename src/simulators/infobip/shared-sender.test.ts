import { afterEach, beforeEach, expect, test } from 'vitest';
import { ACCOUNT, type InfobipRig, startInfobipRig } from '../../../test/simulators/infobip-rig.ts';

let rig: InfobipRig;

beforeEach(async () => {
  rig = await startInfobipRig();
  rig.simulator.setAccountConditions(rig.numberId, { sharedKeyword: 'SHOP' });
});

afterEach(() => rig.stop());

const statusOfSend = async () => (await rig.send('text', { text: 'Hello' })).body.status.id;

test('R29: nothing comes before somebody joins, and joining is not told', async () => {
  await rig.write('SHOP too early');
  await rig.write(ACCOUNT.username);
  await rig.write('shop Hi there');
  const items = await rig.items(1);
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({ keyword: 'SHOP', message: { type: 'TEXT', text: 'shop Hi there' } });
});

test('R29: a text without the keyword never arrives; the keyword alone does', async () => {
  await rig.write('shop');
  await rig.write('Hello');
  await rig.write('shopping list');
  await rig.write('SHOP');
  expect((await rig.items(1)).map(({ message }) => message.text)).toEqual(['SHOP']);
});

test('R29: the keyword can be taken off on the way', async () => {
  rig.simulator.setWebhookConditions({ keywordInText: false });
  await rig.write(ACCOUNT.username);
  await rig.write('SHOP  Hi there');
  expect((await rig.items(1))[0]).toMatchObject({ keyword: 'SHOP', message: { text: 'Hi there' } });
});

test('R29: STOP disconnects, and the user name connects again', async () => {
  await rig.write(ACCOUNT.username);
  expect(await statusOfSend()).toBe(7);
  await rig.write('stop');
  expect(await statusOfSend()).toBe(18);
  await rig.write('SHOP Hi');
  await rig.write(ACCOUNT.username.toUpperCase());
  expect(await statusOfSend()).toBe(7);
  expect(rig.receiver.webhooks).toEqual([]);
});

test('R29: an answer to the business needs no keyword', async () => {
  await rig.write(ACCOUNT.username);
  const action = { buttons: [{ type: 'REPLY', id: 'y', title: 'Yes' }] };
  await rig.send('interactive/buttons', { body: { text: 'Well?' }, action }, { messageId: 'm-1' });
  await rig.write({ type: 'button', messageId: 'm-1', buttonId: 'y' });
  expect((await rig.items(1))[0]).toMatchObject({ keyword: 'SHOP', message: { type: 'INTERACTIVE_BUTTON_REPLY' } });
});
