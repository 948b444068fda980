import { afterEach, beforeEach, expect, test } from 'vitest';
import { startTwilioRig, type TwilioRig } from '../../../test/simulators/twilio-rig.ts';

let rig: TwilioRig;
let joinCode: string;

beforeEach(async () => {
  rig = await startTwilioRig({ phoneNumber: '14155238886' });
  const { body } = await rig.call('GET', '/simulator/api/twilio/account');
  joinCode = body.items[0].joinCode;
});

afterEach(() => rig.stop());

const say = (text: string) => rig.simulator.write(rig.numberId, 'mina', { type: 'text', text });
const chat = () => rig.simulator.world.chats.open(rig.numberId, 'mina').entries;

/** The last status callback of a new message. */
async function fate() {
  const { body } = await rig.send({ Body: 'Hello' });
  const isLast = (status = '') => ['delivered', 'failed'].includes(status);
  const [last] = await rig.business.arrived(
    1,
    ({ form }) => form.MessageSid === body.sid && isLast(form.MessageStatus),
  );
  return last?.form ?? {};
}

test('R26: who has not joined gets nothing, and is not heard', async () => {
  expect(await fate()).toMatchObject({ MessageStatus: 'failed', ErrorCode: '63015' });
  await say('Hello?');
  expect(chat().at(-1)).toMatchObject({
    direction: 'from_business',
    content: { text: expect.stringContaining('join') },
  });
  expect(rig.business.calls.filter(({ form }) => form.SmsStatus === 'received')).toEqual([]);
});

test('R26, R32: who joins is welcomed by the sandbox itself, and hears the business for three days', async () => {
  await say(`join ${joinCode}`);
  expect(chat().at(-1)).toMatchObject({
    direction: 'from_business',
    content: { text: expect.stringContaining('all set') },
  });
  expect(await fate()).toMatchObject({ MessageStatus: 'delivered' });
  await rig.clock.advance(2.5 * 86_400_000);
  await rig.write('Still here');
  expect(await fate()).toMatchObject({ MessageStatus: 'delivered' });
  await rig.clock.advance(0.5 * 86_400_000);
  expect(await fate()).toMatchObject({ ErrorCode: '63015' });
});

test('R32: the join is handed on where the account asks for it', async () => {
  await rig.order('account', { numberId: rig.numberId, forwardsJoin: true });
  await say(`Join ${joinCode}`);
  const [call] = await rig.business.arrived(1);
  expect(call?.form.Body).toBe(`Join ${joinCode}`);
});

test('stop leaves the sandbox, and a wrong code joins none', async () => {
  await say(`join ${joinCode}`);
  await say('stop');
  await say('join no-sandbox');
  expect(await fate()).toMatchObject({ ErrorCode: '63015' });
});

test('R27: the sandbox sends one message in three seconds', async () => {
  await rig.order('person', { numberId: rig.numberId, personId: 'mina', isInSandbox: true });
  await rig.write('Hi');
  await fate();
  const { body } = await rig.send({ Body: 'Second' });
  await rig.clock.advance(2_999);
  expect(rig.business.calls.filter(({ form }) => form.MessageSid === body.sid)).toEqual([]);
  await rig.clock.advance(1);
  await rig.business.arrived(3, ({ form }) => form.MessageSid === body.sid);
});

test('the sandbox is no sender that the API lists, and its approved templates need no window', async () => {
  const senders = await rig.call('GET', '/v2/Channels/Senders?Channel=whatsapp');
  expect(senders.body.senders).toEqual([]);
  const number = `/2010-04-01/Accounts/${rig.accountSid}/IncomingPhoneNumbers.json`;
  expect((await rig.call('GET', number)).body.incoming_phone_numbers).toEqual([]);
  await rig.order('person', { numberId: rig.numberId, personId: 'mina', isInSandbox: true });
  const { contents } = (await rig.call('GET', '/v1/ContentAndApprovals')).body;
  const { sid } = contents.find((one: { friendly_name: string }) => one.friendly_name === 'verification_code');
  await rig.send({ ContentSid: sid, ContentVariables: '{"1":"493021"}' });
  expect(chat().at(-1)?.content).toMatchObject({ text: expect.stringContaining('493021'), copyCode: '493021' });
});
