import { afterEach, beforeEach, expect, test } from 'vitest';
import { type PhoneRig, startPhoneRig } from '../../../test/simulators/phone-rig.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let rig: PhoneRig;

beforeEach(async () => {
  rig = await startPhoneRig();
});

afterEach(() => rig.app.close());

function write(message: object) {
  return rig.call('POST', '/chats/n1/p1/messages', message);
}

test('a reaction stands at its target, is replaced and removed, and is no message of its own', async () => {
  rig.fromBusiness('b1', { text: 'Well?' });
  const react = (emoji: string) => write({ type: 'reaction', messageId: 'b1', emoji });
  expect(await react('👍')).toMatchObject({
    status: 201,
    body: { id: 'b1', reactions: [{ by: 'person', emoji: '👍' }] },
  });
  expect((await react('🎉')).body.reactions).toEqual([{ by: 'person', emoji: '🎉' }]);
  expect((await react('')).body.reactions).toEqual([]);
  expect((await rig.call('GET', '/chats/n1/p1')).body.items).toHaveLength(1);
  expect(rig.told.changes.map(({ kind }) => kind)).toEqual(['reaction', 'reaction', 'reaction']);
});

test('an own text can be changed for fifteen minutes', async () => {
  const { body } = await write({ type: 'text', text: 'Sunday?' });
  const edit = (text: string) => write({ type: 'edit', messageId: body.id, text });
  rig.time.now += 15 * MINUTE_MS;
  expect((await edit('Monday?')).body).toMatchObject({ content: { text: 'Monday?' }, editedAt: rig.time.now });
  rig.time.now += 1;
  expect((await edit('Tuesday?')).status).toBe(400);
  expect(rig.told.changes).toMatchObject([{ kind: 'edit', text: 'Monday?' }]);
});

test('an own message can be taken back for two days, and then is empty', async () => {
  const { body: first } = await write({ type: 'text', text: 'Oops' });
  const { body: second } = await write({ type: 'text', text: 'Oops again' });
  rig.time.now += 2 * DAY_MS;
  const revoked = await write({ type: 'revoke', messageId: first.id });
  expect(revoked.body).toMatchObject({ content: {}, revokedAt: rig.time.now });
  rig.time.now += 1;
  expect((await write({ type: 'revoke', messageId: second.id })).status).toBe(400);
  expect(await write({ type: 'reaction', messageId: first.id, emoji: '👍' })).toMatchObject({ status: 400 });
});

test('what the business wrote can be neither changed nor taken back, nor a place changed', async () => {
  rig.fromBusiness('b1', { text: 'Well?' });
  const { body } = await write({ type: 'location', latitude: 1, longitude: 2 });
  expect((await write({ type: 'edit', messageId: 'b1', text: 'x' })).status).toBe(400);
  expect((await write({ type: 'revoke', messageId: 'b1' })).status).toBe(400);
  expect((await write({ type: 'edit', messageId: body.id, text: 'x' })).status).toBe(400);
});

test('a changed entry is told like a new one', async () => {
  const { body } = await write({ type: 'text', text: 'Hi' });
  const events: unknown[] = [];
  rig.world.events.listen((event) => events.push(structuredClone(event)));
  await write({ type: 'reaction', messageId: body.id, emoji: '👍' });
  expect(events).toMatchObject([{ event: 'entry', data: { entry: { id: body.id, reactions: [{ emoji: '👍' }] } } }]);
});
