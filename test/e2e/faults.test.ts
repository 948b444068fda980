import { expect, test } from 'vitest';
import type { Fault } from '../../src/simulators/kit/faults.ts';
import type { Person } from '../../src/simulators/kit/people.ts';
import { ok } from './api.ts';
import type { TurnBody } from './bot.ts';
import { onBothEngines } from './both-engines.ts';
import type { TestChannel } from './channel.ts';

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const BUTTONS = { type: 'buttons', text: 'Shall we?', buttons: [{ id: 'yes', title: 'Yes' }] };
const TEMPLATE = { type: 'template', name: 'hello_world', language: 'en_US' };

type Ordered = Fault extends infer F ? (F extends Fault ? Omit<F, 'numberId'> : never) : never;

/** What happens to webhooks in every exchange, statuses among them. */
const WEBHOOK_FAULTS: Ordered[] = [
  { kind: 'webhook_duplicate', count: 2 },
  { kind: 'webhook_disorder', count: 2 },
  { kind: 'webhook_delay', delayMs: 700, count: 2 },
  { kind: 'webhook_duplicate' },
];

/** What happens to one send of each exchange. */
const SEND_FAULTS: Ordered[] = [
  { kind: 'error', code: 130429 },
  { kind: 'error', status: 500 },
  { kind: 'error', status: 500, processed: true },
  { kind: 'drop' },
  { kind: 'drop_before' },
  { kind: 'error', status: 429 },
  { kind: 'delay', delayMs: 1_500 },
];

/** What the bot says to a message, and how a person sees it. */
function answerTo({ type, text }: TurnBody['messages'][number]): { said: unknown; shown: string } {
  if (text === 'buttons, please') return { said: BUTTONS, shown: BUTTONS.text };
  if (text === 'template, please') return { said: TEMPLATE, shown: '[template]' };
  const echoed = `echo: ${text ?? type}`;
  return { said: echoed, shown: echoed };
}

onBothEngines((harness) => {
  /** Lets time pass in small steps while nothing is in hand, until everything is heard, answered and delivered. */
  async function calm(shop: TestChannel): Promise<void> {
    const { api, clock, eventually } = harness();
    const lanes = async () => {
      const query = { channelId: shop.id };
      const { items } = await ok(api.GET('/api/v1/conversations', { params: { query } }));
      return items.flatMap(({ waiting }) => waiting);
    };
    const isResting = (all: Awaited<ReturnType<typeof lanes>>) =>
      all.every(({ waitsFor, dueAt }) => waitsFor !== null && Date.parse(dueAt) > clock.now());
    for (let step = 0; step < 400; step += 1) {
      // First: what is acknowledged later may make new work.
      const isHeard = shop.isHeard();
      const all = await eventually('nothing to be in hand', async () => {
        const found = await lanes();
        return isResting(found) ? found : undefined;
      });
      const sent = (await shop.messages()).filter(({ direction }) => direction === 'outbound');
      const isDelivered = sent.every(({ status }) => status === 'delivered' || status === 'read');
      if (all.length === 0 && isHeard && isDelivered) return;
      clock.shift(500);
      await new Promise<void>((resolve) => clock.setTimer(0, resolve));
    }
    throw new Error(`no calm: ${JSON.stringify(await shop.messages(), null, 2)}`);
  }

  /** What the person was told, against what the bot said to what it heard of that person. */
  function expectAnswered(shop: TestChannel, person: Person): void {
    const heard = shop.bot.requests.filter(({ body }) => body.contact.phoneNumber === person.phone);
    const expected = heard.flatMap(({ body }) => body.messages.map((message) => answerTo(message).shown));
    expect(shop.answersTo(person)).toEqual(expected);
  }

  test('item 74: whatever happens to webhooks and sends, every message is answered once, in order', async () => {
    const { openChannel, simulator, stopGateway, startGateway } = harness();
    const shop = await openChannel();
    const { phoneNumberId, businessAccountId } = shop.number;
    simulator.seedTemplates(businessAccountId);
    shop.bot.answerWith(({ messages }) => ({ body: { messages: messages.map((message) => answerTo(message).said) } }));
    const [ana, ben] = [shop.person('Ana'), shop.person('Ben')];
    const disturb = (faults: readonly Ordered[]) => {
      for (const fault of faults) simulator.world.faults.add({ ...fault, numberId: phoneNumberId } as Fault); // The union survives the spread.
    };
    let written = 0;
    const say = async (person: Person, ...texts: string[]) => {
      written += texts.length;
      return shop.say(person, ...texts);
    };

    const words = ['Hi', 'buttons, please', 'template, please', 'one', 'two', 'three', 'four'];
    for (const [index, fault] of SEND_FAULTS.entries()) {
      disturb([...WEBHOOK_FAULTS, fault]);
      await say(ana, words[index] ?? '', `and ${index}`);
      await say(ben, `Ben ${index}`);
      await calm(shop);
      expect(simulator.world.faults.takeForSend(phoneNumberId)).toBeUndefined();
      expect(simulator.world.faults.takeForWebhook(phoneNumberId)).toBeUndefined();
    }

    disturb(WEBHOOK_FAULTS);
    written += 1;
    await simulator.write(phoneNumberId, ana.id, { type: 'image', dataUrl: `data:image/png;base64,${PIXEL}` });
    const [typo] = await say(ana, 'tpyo');
    await simulator.write(phoneNumberId, ana.id, { type: 'edit', messageId: typo?.id ?? '', text: 'typo' });
    const buttons = shop.received(ana).find(({ type }) => type === 'interactive');
    written += 1;
    await simulator.write(phoneNumberId, ana.id, {
      type: 'button',
      messageId: buttons?.messageId ?? '',
      buttonId: 'yes',
    });
    await calm(shop);

    await stopGateway();
    await say(ana, 'while you were away');
    await startGateway();
    await calm(shop);

    const ids = shop.bot.requests.flatMap(({ body }) => body.messages.map(({ messageId, id }) => messageId ?? id));
    expect(new Set(ids).size).toBe(written);
    expect(ids).toHaveLength(written);
    for (const person of [ana, ben]) expectAnswered(shop, person);
    const { items } = await ok(
      harness().api.GET('/api/v1/messages', { params: { query: { channelId: shop.id, limit: 100 } } }),
    );
    expect(items).toHaveLength(2 * written);
    const edited = await shop.message('the edited message', ({ editedAt }) => editedAt !== null);
    expect(edited.content).toMatchObject({ type: 'text', text: 'typo' });
    expect(await shop.deadLetters()).toEqual([]);

    simulator.read(phoneNumberId, ana.id);
    await calm(shop);
    await harness().eventually('every answer to be read', async () => {
      const toAna = (await shop.messages()).filter(
        ({ direction, contact }) => direction === 'outbound' && contact.phoneNumber === ana.phone,
      );
      return toAna.every(({ status }) => status === 'read') ? true : undefined;
    });
  });
});
