import { expect, test } from 'vitest';
import type { Person } from '../../src/simulators/kit/people.ts';
import { ok, type Schemas } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import type { TestChannel } from './channel.ts';
import { textMessage } from './webhooks.ts';

const SECOND_MS = 1_000;

function says(text: string) {
  return ({ content }: Schemas['Message']) => 'text' in content && content.text === text;
}

onBothEngines((harness) => {
  const webhook = ({ number }: TestChannel, field: string, value: Record<string, unknown>) =>
    harness().simulator.sendWebhook({ numberId: number.phoneNumberId, field, value });
  const conversations = async ({ id }: TestChannel) => {
    const query = { channelId: id };
    return (await ok(harness().api.GET('/api/v1/conversations', { params: { query } }))).items;
  };

  /** A thread of the history: a question, and a picture of the business whose file follows. */
  function historyOf({ number }: TestChannel, ana: Person) {
    const { clock } = harness();
    const business = number.displayPhoneNumber.replace(/\D/g, '');
    const old = textMessage(ana, 'Long ago', clock.now() - 60 * SECOND_MS);
    const picture = { ...old, id: `${old.id}P`, from: business, to: ana.phone, text: undefined };
    const thread = { id: ana.phone, messages: [old, { ...picture, type: 'media_placeholder' }] };
    const metadata = { phase: 0, chunk_order: 1, progress: 100 };
    const image = { mime_type: 'image/png', sha256: 'ab'.repeat(32), id: '990000000000001' };
    return {
      chunk: { history: [{ metadata, threads: [thread] }] },
      file: { messages: [{ ...picture, type: 'image', image }] },
    };
  }

  test('item 69: the history of a number is shown, opens no window and is not answered; its files join their messages', async () => {
    const shop = await harness().openChannel();
    const ana = shop.person('Ana');
    const { chunk, file } = historyOf(shop, ana);
    webhook(shop, 'history', chunk);
    await shop.message('the picture of the business', ({ author }) => author === 'app_echo');
    webhook(shop, 'history', file);
    await shop.message('its file', ({ content }) => content.type === 'image');
    await shop.settled();
    const [question, picture, ...more] = await shop.messages();
    expect(question).toMatchObject({ direction: 'inbound', duty: 'observe', status: 'ignored' });
    expect(picture).toMatchObject({
      direction: 'outbound',
      author: 'app_echo',
      content: { media: { state: 'failed' } },
    });
    expect(more).toEqual([]);
    expect(await conversations(shop)).toMatchObject([{ windowUntil: null, waiting: [] }]);
    expect(shop.bot.requests).toEqual([]);
    expect(shop.received(ana)).toEqual([]);
  });

  test('item 71: what is said while another responder answers is shown, and the bot goes on when it gets the person back', async () => {
    const { openChannel, clock, eventually } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    await shop.settled();
    const { phoneNumberId: phone_number_id, displayPhoneNumber: display_phone_number } = shop.number;
    const handover = (type: string, at: number) =>
      webhook(shop, 'messaging_handovers', {
        ...{ type, timestamp: String(Math.floor(at / SECOND_MS)), sender: { phone_number: ana.phone } },
        ...{ recipient: { phone_number_id, display_phone_number }, [type]: { new_owner_role: 'escalation' } },
      });
    const answeredBy = (who: string) =>
      eventually(`${who} to answer`, async () =>
        (await shop.conversationWith(ana)).answeredBy === who ? true : undefined,
      );

    handover('control_taken', clock.now());
    await answeredBy('paused');
    const contacts = [{ profile: { name: 'Ana' }, wa_id: ana.phone }];
    webhook(shop, 'standby', { standby: { contacts, messages: [textMessage(ana, 'To the other one', clock.now())] } });
    expect(await shop.message('the copy', says('To the other one'))).toMatchObject({
      duty: 'observe',
      status: 'ignored',
    });
    await shop.say(ana, 'Anybody?');
    expect(await shop.message('the observed message', says('Anybody?'))).toMatchObject({ duty: 'observe' });

    handover('control_passed', clock.now() + SECOND_MS);
    await answeredBy('bot');
    await shop.say(ana, 'Back again');
    expect(await shop.answered(ana, 2)).toEqual(['echo: Hi', 'echo: Back again']);
    await shop.settled();
    expect(shop.bot.heard()).toEqual(['Hi', 'Back again']);
    const path = { id: shop.id };
    const { items } = await ok(harness().api.GET('/api/v1/channels/{id}/events', { params: { path } }));
    expect(items.map(({ kind }) => kind)).toEqual(['messaging_handovers', 'messaging_handovers']);
  });

  test('item 71: a copy of what somebody says to another responder is never answered, and opens no window', async () => {
    const { openChannel, clock } = harness();
    const shop = await openChannel();
    const ben = shop.person('Ben');
    webhook(shop, 'standby', {
      standby: {
        contacts: [{ profile: { name: 'Ben' }, wa_id: ben.phone }],
        messages: [textMessage(ben, 'Hello there', clock.now())],
      },
    });
    await shop.message('the copy', says('Hello there'));
    await shop.settled();
    expect(await conversations(shop)).toMatchObject([{ answeredBy: 'bot', windowUntil: null, waiting: [] }]);
    expect(shop.bot.requests).toEqual([]);
  });
});
