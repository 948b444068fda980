import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { phone, Rig } from '../../test/contracts/store-work-rig.ts';
import { createServiceRig, type ServiceRig } from '../../test/support/service-rig.ts';
import { fullAccess } from './access.ts';

const me = fullAccess('test');
const page = { limit: 10 };

let rig: ServiceRig;
let work: Rig;
let channelId: string;
beforeEach(async () => {
  rig = await createServiceRig();
  const account = { provider: 'plain', settings: { account: 'a', token: 'long enough' } };
  const senders = [{ phoneNumber: '15550001111' }];
  const channel = await rig.channels.create(me, {
    name: 'C',
    ...account,
    senders,
    botId: null,
    enabled: true,
    rules: {},
  });
  channelId = channel.id;
  const clock = { now: rig.clock.now, advance: () => {}, close: async () => {} };
  work = new Rig({ work: rig.store.work, ...clock });
});
afterEach(() => rig.close());

/** A person wrote; returns the message's id. */
async function hear(digits: string, matchKey = digits): Promise<string> {
  const person = { identifiers: [{ ...phone(digits), matchKey }] };
  const item = work.message('hello', { channelId: channelId as typeof item.channelId, person });
  await rig.store.work.ingest([item]);
  return item.messageId;
}

describe('messages', () => {
  it('are found by the number of the person, however it is written', async () => {
    const id = await hear('5215512345678', '525512345678');
    await hear('15550002222');
    for (const contact of ['+52 1 55 1234 5678', '525512345678', '5215512345678']) {
      expect((await rig.messages.list(me, { contact }, page)).items.map((message) => message.id)).toEqual([id]);
    }
    expect((await rig.messages.list(me, { contact: 'nobody' }, page)).items).toEqual([]);
  });

  it('are shown with their story', async () => {
    const id = await hear('15550002222');
    expect(await rig.messages.get(me, id)).toMatchObject({ id, content: { text: 'hello' } });
    expect(await rig.messages.trace(me, id)).toMatchObject({
      message: { id },
      entries: [{ step: 'webhook_received' }],
    });
    await expect(rig.messages.get(me, 'msg_none')).rejects.toMatchObject({ code: 'not_found' });
    await expect(rig.messages.trace(me, 'msg_none')).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('conversations', () => {
  it('are given to a human and back', async () => {
    const { conversationId } = await rig.messages.get(me, await hear('15550002222'));
    expect(await rig.conversations.setAnsweredBy(me, conversationId, 'human')).toMatchObject({ answeredBy: 'human' });
    expect(await rig.conversations.get(me, conversationId)).toMatchObject({ answeredBy: 'human' });
    const none = rig.conversations.setAnsweredBy(me, 'conv_none', 'bot');
    await expect(none).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of other channels do not exist for a limited key', async () => {
    const { conversationId } = await rig.messages.get(me, await hear('15550002222'));
    const limited = { ...me, channelIds: [] };
    await expect(rig.conversations.get(limited, conversationId)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rig.conversations.setAnsweredBy(limited, conversationId, 'human')).rejects.toMatchObject({
      code: 'not_found',
    });
    expect(await rig.conversations.get(me, conversationId)).toMatchObject({ answeredBy: 'bot' });
  });
});
