import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Capabilities } from '../../../src/domain/capability.ts';
import { PROVIDERS } from '../../../src/providers/index.ts';
import type { ChatEntry } from '../../../src/simulators/kit/chats.ts';
import type { Person } from '../../../src/simulators/kit/people.ts';
import { ok, type Schemas } from '../api.ts';
import { ADMIN_KEY } from '../gateway.ts';
import { choose, formOf, titlesIn } from './choosing.ts';
import { type PartnerRig, startPartnerRig } from './rig.ts';
import type { FaultOrder, Shop } from './shop.ts';

/** What the stories must know of a partner. */
export interface Partner {
  provider: string;
  /** Which of its products, if it is not the usual one. */
  product?: string;
  /** It tells which templates there are. */
  listsTemplates: boolean;
  /** A template that its simulator has approved, with values, and words that a person then reads. */
  template: { content: Schemas['OutboundContent']; shows: string | RegExp };
  /** A template with a quick reply, its title, and the payload that comes back; absent: the partner knows none. */
  quickReply?: { content: Schemas['OutboundContent']; title: string; payload: string };
  /** The partner's own code for "too many requests" in a send's answer; absent: the HTTP status says all. */
  throttleCode?: number;
  /** It tells nothing of a message whose send was not answered, so that such a one is sent once more. */
  keepsSilent?: true;
  /** Requests to the callback URL as a stranger would make them, with the status that they get. */
  forgeries: readonly { what: string; request(shop: Shop): RequestInit; status: number }[];
  /** Settings without which forgeries would not be seen (a secret header). */
  guardSettings?: Record<string, string>;
}

const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
const BUTTONS = {
  type: 'buttons',
  text: 'Shall we?',
  buttons: [
    { id: 'yes', title: 'Yes' },
    { id: 'no', title: 'No' },
  ],
};
const LIST = {
  type: 'list',
  text: 'What would you like?',
  button: 'Show',
  sections: [
    {
      title: 'Drinks',
      rows: [
        { id: 'tea', title: 'Tea', description: 'Green' },
        { id: 'mate', title: 'Mate' },
      ],
    },
  ],
};

/** `rig` and `shop` may be called inside tests only. */
type OwnStories = (scene: { rig(): PartnerRig; shop(): Shop }) => void;

/** One conversation of each kind with a partner, over HTTP from end to end; then those that only this partner knows. */
export function describePartner(partner: Partner, tellOwn: OwnStories = () => {}): void {
  const { product } = partner;
  const account = product === undefined ? {} : { product };
  const capabilities = capabilitiesOf(partner.provider);
  describe(`with ${partner.provider} ${product ?? ''}`, () => {
    let rig: PartnerRig;
    let shop: Shop;
    beforeAll(async () => {
      rig = await startPartnerRig('sqlite');
      shop = await rig.open(partner.provider, account);
    });
    afterAll(() => rig.stop());

    test('a text is answered, and its way to the person is told up to read', async () => {
      const ana = shop.person('Ana');
      await shop.says(ana, 'Hi');
      const [answer] = await shop.sees(ana, 1);
      expect(answer?.content.text).toBe('echo: Hi');
      await shop.message('a delivery', ({ author, status }) => author === 'bot' && status === 'delivered');
      rig.simulators.read(shop.numberId, ana.id);
      const read = await shop.message('a receipt', ({ author, status }) => author === 'bot' && status === 'read');
      const { entries } = await ok(rig.api.GET('/api/v1/messages/{id}/trace', { params: { path: { id: read.id } } }));
      expect(entries.map(({ step }) => step)).toContain('attempt_accepted');
    });

    test('files come and go', async () => {
      const bea = shop.person('Bea');
      const media = await uploaded(rig, shop);
      shop.bot.answerWith(() => ({ body: { messages: [{ type: 'image', media: { id: media }, caption: 'Ours' }] } }));
      const dataUrl = `data:image/png;base64,${PIXEL}`;
      await shop.does(bea, { type: 'image', dataUrl, caption: 'Look' });
      const heard = await shop.heard(bea, 'image');
      expect(heard).toMatchObject({ caption: 'Look', media: { state: 'ready', mimeType: 'image/png' } });
      const file = await fetch((heard.media as { url: string }).url);
      expect(Buffer.from(await file.arrayBuffer()).toString('base64')).toBe(PIXEL);
      const [picture] = await shop.sees(bea, 1);
      expect(picture?.content).toMatchObject({ text: 'Ours', mediaUrl: expect.any(String) });
      await shop.message('the picture', ({ content, status }) => typeOf(content) === 'image' && status === 'delivered');
    });

    test('buttons and lists are chosen from, and the bot hears ids and titles', async () => {
      const cem = shop.person('Cem');
      shop.bot.answerWith(({ messages: [message] }) => ({
        body: { messages: message?.type === 'text' ? [BUTTONS] : message?.type === 'button_reply' ? [LIST] : ['Bye'] },
      }));
      await shop.says(cem, 'menu');
      const [buttons] = await shop.sees(cem, 1);
      expect(buttons?.content.text).toContain(BUTTONS.text);
      await chooseOf(buttons, { form: 'buttons', titles: ['Yes', 'No'], person: cem });
      expect(await shop.heard(cem, 'button_reply')).toMatchObject({ id: 'yes', title: 'Yes' });
      await chooseOf((await shop.sees(cem, 2))[1], { form: 'list', titles: ['Tea', 'Mate'], person: cem });
      expect(await shop.heard(cem, 'list_reply')).toMatchObject({ id: 'tea', title: 'Tea' });
      expect((await shop.sees(cem, 3))[2]?.content.text).toBe('Bye');
    });

    /** What the partner calls native is shown as such, everything else as numbered text. The person takes the first. */
    async function chooseOf(
      entry: ChatEntry | undefined,
      { form, titles, person }: { form: 'buttons' | 'list'; titles: readonly string[]; person: Person },
    ) {
      if (!entry) throw new Error('nothing is shown');
      expect(formOf(entry)).toBe(capabilities.content[form] === 'native' ? form : 'text');
      expect(titlesIn(entry)).toEqual(titles);
      await choose(shop, person, { entry, title: titles[0] ?? '' });
    }

    test('a template reaches somebody who never wrote', async () => {
      if (partner.listsTemplates) await readTemplates(rig, shop);
      const dora = shop.person('Dora');
      await shop.send(dora, partner.template.content);
      const [entry] = await shop.sees(dora, 1);
      expect(entry?.content.text).toMatch(partner.template.shows);
      await shop.message(
        'the template',
        ({ content, status }) => typeOf(content) === 'template' && status === 'delivered',
      );
    });

    const { quickReply } = partner;
    if (quickReply) {
      test('the quick reply of a template comes back with its payload', async () => {
        shop.bot.answerWith(() => ({ status: 204 }));
        const edda = shop.person('Edda');
        await shop.send(edda, quickReply.content);
        const [entry] = await shop.sees(edda, 1);
        const button = entry?.content.buttons?.find(({ title }) => title === quickReply.title);
        await shop.does(edda, { type: 'button', messageId: entry?.id ?? '', buttonId: button?.id ?? '' });
        expect(await shop.heard(edda, 'template_reply')).toMatchObject({ payload: quickReply.payload });
      });
    }

    test('what is said outside the customer service window is refused, not lost', async () => {
      const finn = shop.person('Finn');
      const { id } = await shop.send(finn, 'Are you there?');
      const failed = await shop.message('the refusal', (message) => message.id === id && message.status === 'failed');
      expect(failed).toMatchObject({ status: 'failed' });
      expect(shop.seenBy(finn)).toEqual([]);
    });

    const taken: [string, FaultOrder][] = [
      ['an error that came after the message was taken', { kind: 'error', status: 500, processed: true }],
      ['a connection that was cut after the message was taken', { kind: 'drop' }],
    ];
    const faults: [string, FaultOrder[]][] = [
      [
        'webhooks that come twice and out of order',
        [{ kind: 'webhook_duplicate', count: 3 }, { kind: 'webhook_disorder' }],
      ],
      ['a limit', [{ kind: 'error', status: 429, ...(partner.throttleCode && { code: partner.throttleCode }) }]],
      ['an error that came before the message was taken', [{ kind: 'error', status: 500 }]],
      ['a connection that was cut before', [{ kind: 'drop_before' }]],
      ...(partner.keepsSilent ? [] : taken.map(([what, order]): [string, FaultOrder[]] => [what, [order]])),
    ];
    /** What Gina sees of two answers when sends or webhooks go wrong. */
    const seenAfter = async (orders: readonly FaultOrder[]) => {
      shop.bot.answerWith(({ messages }) => ({ body: { messages: messages.map(({ text }) => `echo: ${text}`) } }));
      const gina = shop.person('Gina');
      for (const order of orders) shop.disturb(order);
      await shop.says(gina, 'one');
      await shop.says(gina, 'two');
      await calm(rig, shop, gina, 2);
      expect(rig.simulators.world.faults.takeForSend(shop.numberId)).toBeUndefined();
      const messages = (await shop.messages()).filter(({ contact }) => contact.phoneNumber === gina.phone);
      expect(messages.map(({ direction }) => direction).toSorted()).toEqual([
        'inbound',
        'inbound',
        'outbound',
        'outbound',
      ]);
      return shop.seenBy(gina).map(({ content }) => content.text);
    };
    test.each(faults)('after %s everything is answered once, in order', async (_what, orders) => {
      expect(await seenAfter(orders)).toEqual(['echo: one', 'echo: two']);
    });
    if (partner.keepsSilent) {
      test.each(taken)('after %s it is sent once more, as the channel wants it', async (_what, order) => {
        expect(await seenAfter([order])).toEqual(['echo: one', 'echo: one', 'echo: two']);
      });
    }

    test.each(partner.forgeries)('$what is refused and leaves nothing behind', async ({ request, status }) => {
      const guarded = partner.guardSettings
        ? await rig.open(partner.provider, { ...account, settings: partner.guardSettings })
        : shop;
      const before = (await guarded.messages()).length;
      const answer = await fetch(guarded.webhookUrl, { method: 'POST', ...request(guarded) });
      expect(answer.status).toBe(status);
      expect(await guarded.messages()).toHaveLength(before);
      expect(await guarded.deadLetters()).toEqual([]);
    });

    tellOwn({ rig: () => rig, shop: () => shop });

    test('no dead letter is left', async () => {
      expect(await shop.deadLetters()).toEqual([]);
    });
  });
}

function capabilitiesOf(provider: string): Capabilities {
  const definition = PROVIDERS.find(({ id }) => id === provider);
  if (!definition) throw new Error(`${provider} is not in src/providers/index.ts`);
  return definition.capabilities;
}

/** Lets the doubt time pass until the person has seen so much and nothing is left to do. */
async function calm(rig: PartnerRig, shop: Shop, person: Person, wanted: number): Promise<void> {
  for (let step = 0; step < 60 && shop.seenBy(person).length < wanted; step += 1) await rig.passTime(1_000);
  await rig.passTime(20_000);
}

async function readTemplates({ api }: PartnerRig, { channelId }: Shop): Promise<void> {
  const params = { path: { id: channelId } };
  const { items } = await ok(api.POST('/api/v1/channels/{id}/templates/sync', { params }));
  expect(items).toMatchObject([{ error: null }]);
}

async function uploaded({ url }: PartnerRig, { channelId }: Shop): Promise<string> {
  const form = new FormData();
  form.append('channelId', channelId);
  form.append('file', new File([Buffer.from(PIXEL, 'base64')], 'pixel.png', { type: 'image/png' }));
  const headers = { authorization: `Bearer ${ADMIN_KEY}` };
  const answer = await fetch(`${url}/api/v1/media`, { method: 'POST', headers, body: form });
  return ((await answer.json()) as Schemas['Media']).id;
}

function typeOf(content: unknown): string {
  return (content as { type?: string } | null)?.type ?? '';
}
