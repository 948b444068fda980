import { afterEach, beforeEach, expect, test } from 'vitest';
import { inventedNumber } from '../../../test/simulators/meta-number.ts';
import { type MetaRig, number, startMetaRig } from '../../../test/simulators/meta-rig.ts';

let rig: MetaRig;

beforeEach(async () => {
  rig = await startMetaRig({ baseUrl: 'http://graph.example' });
});

afterEach(() => rig.stop());

function lastMessage() {
  return rig.values().at(-1)?.messages?.[0];
}

test('a text arrives in the documented envelope', async () => {
  const id = await rig.write('Is it open?');
  expect(rig.webhooks).toEqual([
    {
      object: 'whatsapp_business_account',
      entry: [
        {
          id: number.businessAccountId,
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '15550109999', phone_number_id: number.phoneNumberId },
                contacts: [{ profile: { name: 'Mina' }, wa_id: '15550100001', user_id: 'US.mina1' }],
                messages: [
                  {
                    from: '15550100001',
                    from_user_id: 'US.mina1',
                    id,
                    timestamp: String(rig.clock.now() / 1000),
                    type: 'text',
                    text: { body: 'Is it open?' },
                  },
                ],
              },
            },
          ],
        },
      ],
    },
  ]);
});

test('somebody without a phone is known by user id alone', async () => {
  rig.simulator.world.people.add({ id: 'jo', name: 'Jo', withoutPhone: true, userId: 'US.jo' });
  await rig.simulator.write(number.phoneNumberId, 'jo', { type: 'text', text: 'Hi' });
  await rig.clock.advance(0);
  expect(lastMessage()).toMatchObject({ from_user_id: 'US.jo' });
  expect(JSON.stringify(rig.webhooks)).not.toMatch(/"from":|"wa_id":/);
});

test('a row of a list comes with its description and what it answers', async () => {
  await rig.write('Hi');
  const sections = [{ rows: [{ id: 'r1', title: 'Leek', description: 'warm' }] }];
  const interactive = { type: 'list', body: { text: 'Soup?' }, action: { button: 'Choose', sections } };
  await rig.send({ type: 'interactive', interactive });
  const messageId = rig.simulator.received()[0]?.messageId ?? '';
  await rig.simulator.write(number.phoneNumberId, 'mina', { type: 'list', messageId, rowId: 'r1' });
  await rig.clock.advance(0);
  expect(lastMessage()).toMatchObject({
    type: 'interactive',
    context: { from: '15550109999', id: messageId },
    interactive: { type: 'list_reply', list_reply: { id: 'r1', title: 'Leek', description: 'warm' } },
  });
});

test('a reply names the message and its author', async () => {
  const first = await rig.write('Hi');
  await rig.simulator.write(number.phoneNumberId, 'mina', { type: 'text', text: 'this', replyTo: first });
  await rig.clock.advance(0);
  expect(lastMessage()?.context).toEqual({ from: '15550100001', id: first });
});

test('a picture comes with id, type, hash and a download URL', async () => {
  const dataUrl = `data:image/jpeg;base64,${Buffer.from('picture').toString('base64')}`;
  await rig.simulator.write(number.phoneNumberId, 'mina', { type: 'image', dataUrl, caption: 'This one?' });
  await rig.clock.advance(0);
  expect(lastMessage()).toMatchObject({
    type: 'image',
    image: {
      caption: 'This one?',
      mime_type: 'image/jpeg',
      id: expect.stringMatching(/^\d{15}$/),
      sha256: 'LOonTQvtw57Eq2up5Z7IiePtb7VqHPCIpk2bODN43Jc=',
      url: expect.stringMatching(/^http:\/\/graph\.example\/whatsapp_business\/attachments\/\?mid=\d+&ext=\d+&hash=/),
    },
  });
});

test('what the business writes on its own phone comes as an echo and stands in the chat', async () => {
  const entry = rig.simulator.echo(number.phoneNumberId, 'mina', 'From the shop');
  await rig.clock.advance(0);
  expect(rig.webhooks[0]?.entry[0]?.changes[0]).toMatchObject({
    field: 'smb_message_echoes',
    value: {
      message_echoes: [
        {
          from: '15550109999',
          to: '15550100001',
          to_user_id: 'US.mina1',
          id: entry.id,
          type: 'text',
          text: { body: 'From the shop' },
        },
      ],
    },
  });
  expect(rig.simulator.world.chats.open(number.phoneNumberId, 'mina').entries).toEqual([entry]);
});

test('a changed phone number is told to every number in touch, without contacts', async () => {
  rig.simulator.addNumber(inventedNumber({ phoneNumberId: '400000000000002', callbackUrl: number.callbackUrl ?? '' }));
  await rig.write('Hi');
  const after = rig.simulator.changePhone('mina', '+1 555 010 0009');
  await rig.clock.advance(0);
  expect(rig.values()).toHaveLength(2);
  expect(rig.values()[1]).not.toHaveProperty('contacts');
  expect(lastMessage()).toMatchObject({
    from: '15550100001',
    from_user_id: 'US.mina1',
    type: 'system',
    system: {
      type: 'user_changed_number',
      wa_id: '15550100009',
      user_id: after.userId,
      previous_user_id: 'US.mina1',
    },
  });
  await rig.write('New phone');
  expect(lastMessage()).toMatchObject({ from: '15550100009', from_user_id: after.userId });
});

test('a person’s message is delivered when the business has answered 200', async () => {
  const entry = await rig.simulator.write(number.phoneNumberId, 'mina', { type: 'text', text: 'Hi' });
  expect(entry.status).toBe('sent');
  await rig.clock.advance(0);
  expect(entry.status).toBe('delivered');
});

test('a number without a callback URL posts nothing', async () => {
  rig.simulator.addNumber(inventedNumber());
  await rig.write('Hi');
  expect(rig.webhooks).toEqual([]);
});
