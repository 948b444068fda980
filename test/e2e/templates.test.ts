import { expect, test } from 'vitest';
import { ok, refusal, type Schemas } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import type { TestChannel } from './channel.ts';
import type { Harness } from './harness.ts';

const BOOK = { name: 'order_shipped', language: 'en' };
const SHIPPED: Schemas['TemplateContent'] = {
  ...{ type: 'template', ...BOOK },
  header: { type: 'text', text: 'A-118' },
  body: ['Ana', 'Friday'],
  buttons: [{ index: 0, type: 'url', text: 'A-118' }],
};

/** A channel whose account is known, with the platform's sample templates. */
async function openShop({ openChannel, simulator }: Harness): Promise<TestChannel> {
  const shop = await openChannel();
  const { displayPhoneNumber: phoneNumber, phoneNumberId, businessAccountId } = shop.number;
  await shop.change({ senders: [{ phoneNumber, phoneNumberId, businessAccountId }] });
  simulator.seedTemplates(businessAccountId);
  return shop;
}

const at = ({ id }: TestChannel) => ({ params: { path: { id } } });
const named = ({ id }: TestChannel, template: { name: string; language: string }) => ({
  params: { path: { id, ...template } },
});

onBothEngines((harness) => {
  const sync = (shop: TestChannel) => ok(harness().api.POST('/api/v1/channels/{id}/templates/sync', at(shop)));
  const show = (shop: TestChannel, template: { name: string; language: string }) =>
    ok(harness().api.GET('/api/v1/channels/{id}/templates/{name}/{language}', named(shop, template)));
  const send = (shop: TestChannel, to: string, content: Schemas['OutboundContent']) =>
    harness().api.POST('/api/v1/messages', { body: { channelId: shop.id, to, content, author: 'api' } });

  const remove = async ({ id }: TestChannel, { name, ...query }: { name: string; language?: string }) => {
    const params = { path: { id, name }, query };
    const { response } = await harness().api.DELETE('/api/v1/channels/{id}/templates/{name}', { params });
    expect(response.status).toBe(204);
  };

  test('item 59: all pages of an account are read, and what vanished at the provider vanishes here', async () => {
    const { api, simulator } = harness();
    const shop = await openShop(harness());
    const many = Array.from({ length: 130 }, (_, index) => ({
      ...{ name: `note_${String(index).padStart(3, '0')}`, language: 'en', category: 'UTILITY' as const },
      ...{
        parameterFormat: 'POSITIONAL' as const,
        components: [{ type: 'BODY' as const, text: 'Your book is here.' }],
      },
    }));
    simulator.seedTemplates(shop.number.businessAccountId, many);
    const { items } = await sync(shop);
    expect(items).toEqual([
      { account: shop.number.businessAccountId, syncedAt: expect.any(String), error: null, failedAt: null },
    ]);
    const list = (query: { name?: string; limit?: number; cursor?: string; status?: string }) =>
      ok(
        api.GET('/api/v1/channels/{id}/templates', {
          params: { path: { id: shop.id }, query: { limit: 100, ...query } },
        }),
      );
    const first = await list({ name: 'note_' });
    const second = await list({ name: 'note_', cursor: first.nextCursor ?? '' });
    const names = [...first.items, ...second.items].map(({ name }) => name);
    expect(names).toEqual(many.map(({ name }) => name));
    expect(second.nextCursor).toBe(null);
    expect((await list({ status: 'paused' })).items).toEqual([]);

    await remove(shop, { name: 'note_000' });
    await sync(shop);
    expect((await list({ name: 'note_000' })).items).toEqual([]);
    expect((await list({ name: 'note_001' })).items).toHaveLength(1);
  });

  test('a wrong value is told by its place before anything leaves the gateway, and a right one goes', async () => {
    const { simulator } = harness();
    const shop = await openShop(harness());
    await sync(shop);
    const ana = shop.person('Ana');
    const before = simulator.counters();
    const wrong = async (content: Schemas['OutboundContent']) => {
      const { error } = await send(shop, ana.phone ?? '', content);
      return error?.errors?.map(({ path, message }) => `${path}: ${message}`);
    };
    expect(await wrong({ ...SHIPPED, body: ['Ana'] })).toEqual([
      '/content/body/1: this template needs 2 values here (1, 2), 1 value given',
    ]);
    expect(await wrong({ ...SHIPPED, body: ['Ana', 'Fri\nday'] })).toEqual([
      '/content/body/1: must not contain a line break',
    ]);
    expect(await wrong({ ...SHIPPED, buttons: [] })).toEqual([expect.stringContaining('/content/buttons: button 0')]);
    expect(await wrong({ ...SHIPPED, header: { type: 'image', media: { url: 'https://a.example/b.jpg' } } })).toEqual([
      expect.stringContaining('/content/header/type: is image'),
    ]);
    expect(await wrong({ ...SHIPPED, name: 'order_shiped' })).toEqual([
      '/content/name: there is no template order_shiped; similar ones are order_shipped',
    ]);
    expect(await wrong({ ...SHIPPED, language: 'de' })).toEqual([
      '/content/language: the template order_shipped is not there in de; there is en',
    ]);
    expect(await shop.messages()).toEqual([]);
    expect(simulator.counters()).toMatchObject({ accepted: before.accepted, refused: before.refused });

    await ok(send(shop, ana.phone ?? '', SHIPPED));
    await shop.answered(ana, 1);
    expect(shop.received(ana)[0]?.body).toMatchObject({ template: { name: 'order_shipped' } });
  });

  test('a bot’s wrong template becomes a dead letter that names the place, and is not sent', async () => {
    const shop = await openShop(harness());
    await sync(shop);
    const ana = shop.person('Ana');
    // What is looked up for the first time is not waited for.
    await send(shop, '+15550001234', { ...SHIPPED, body: [] });
    shop.bot.answerWith(() => ({ body: { messages: [{ ...SHIPPED, body: ['Ana'] }, 'Bye'] } }));
    await shop.say(ana, 'Hi');
    expect(await shop.answered(ana, 1)).toEqual(['Bye']);
    const [letter] = await shop.deadLetters();
    expect(letter).toMatchObject({
      reason: 'bot_failed',
      message: expect.stringContaining('/body/1: this template needs 2'),
    });
  });

  test('item 59: what webhooks tell about a template counts for the next send and shows in the channel’s health', async () => {
    const { simulator, eventually, api } = harness();
    const shop = await openShop(harness());
    await sync(shop);
    const health = () => ok(api.GET('/api/v1/channels/{id}/health', at(shop)));
    expect(await health()).toMatchObject({ state: 'ok', reasons: [] });
    const change = (order: { status?: 'PAUSED' | 'APPROVED'; quality?: 'RED'; category?: 'MARKETING' }) =>
      simulator.changeTemplate({ numberId: shop.number.phoneNumberId, ...BOOK, ...order });

    change({ status: 'PAUSED' });
    await eventually('the pause', async () => ((await show(shop, BOOK)).status === 'paused' ? true : undefined));
    const ana = shop.person('Ana');
    const refused = await eventually('the refusal', async () => (await send(shop, ana.phone ?? '', SHIPPED)).error);
    expect(refused.errors?.[0]).toMatchObject({ path: '/content/name', message: expect.stringContaining('is paused') });
    expect(await health()).toMatchObject({ state: 'attention', reasons: ['Template order_shipped (en) is paused.'] });

    change({ status: 'APPROVED', category: 'MARKETING' });
    await eventually('the category', async () => {
      const { status, category } = await show(shop, BOOK);
      return status === 'approved' && category === 'marketing' ? true : undefined;
    });
    expect(await health()).toMatchObject({
      state: 'ok',
      accounts: [{ account: shop.number.businessAccountId, templates: { approved: expect.any(Number) } }],
      lastWebhookAt: expect.any(String),
    });
  });

  test('a one-time code for somebody whose number is not known never leaves, and one with a number gets it', async () => {
    const shop = await openShop(harness());
    await sync(shop);
    const code: Schemas['TemplateContent'] = {
      ...{ type: 'template', name: 'sign_in_code', language: 'en', body: ['493021'] },
      buttons: [{ index: 0, type: 'url', text: '493021' }],
    };
    const wayra = shop.person('Wayra', { withoutPhone: true });
    const { id } = await shop.send(wayra, code);
    const refused = await shop.message('the refused code', ({ status }) => status === 'failed');
    expect(refused).toMatchObject({ id, failure: { kind: 'message_invalid', code: '131062' } });
    expect(shop.received(wayra)).toEqual([]);
    const ana = shop.person('Ana');
    await shop.send(ana, code);
    expect(await shop.answered(ana, 1)).toEqual(['[template]']);
  });

  test('item 60: an announced category is shown beside the present one, which a completed change replaces', async () => {
    const { simulator, eventually, api } = harness();
    const shop = await openShop(harness());
    await sync(shop);
    const { category, providerId } = await show(shop, BOOK);
    expect(category).toBe('utility');
    const tell = (value: Record<string, unknown>) =>
      simulator.sendWebhook({
        numberId: shop.number.phoneNumberId,
        field: 'template_category_update',
        value: {
          message_template_id: providerId,
          message_template_name: BOOK.name,
          message_template_language: BOOK.language,
          ...value,
        },
      });
    tell({ new_category: 'UTILITY', correct_category: 'MARKETING', category_update_timestamp: 1_794_086_400 });
    const announced = await eventually('the announcement', async () => {
      const shown = await show(shop, BOOK);
      return shown.comingCategory ? shown : undefined;
    });
    expect(announced).toMatchObject({
      ...{ category: 'utility', comingCategory: { category: 'marketing', at: '2026-11-07T21:20:00.000Z' } },
    });
    const { reasons } = await ok(api.GET('/api/v1/channels/{id}/health', at(shop)));
    expect(reasons).toEqual(['Template order_shipped (en) becomes marketing on 2026-11-07.']);

    tell({ previous_category: 'UTILITY', new_category: 'MARKETING' });
    const completed = await eventually('the change', async () => {
      const shown = await show(shop, BOOK);
      return shown.category === 'marketing' ? shown : undefined;
    });
    expect(completed.comingCategory).toBe(null);
  });

  test('a template is created, approved by a webhook, previewed, sent and deleted', async () => {
    const { api, eventually, clock } = harness();
    const shop = await openShop(harness());
    await sync(shop);
    const draft = {
      ...{ name: 'book_ready', language: 'en_GB', category: 'utility', parameterFormat: 'named' as const },
      body: {
        text: 'Hello {{first_name}}, your book waits until {{day}} at the desk.',
        examples: { first_name: 'Mara', day: 'Friday' },
      },
      footer: 'Harbour Lane Books',
    };
    const create = (body: Schemas['CreateTemplate']) =>
      api.POST('/api/v1/channels/{id}/templates', { ...at(shop), body });
    const wrong = await create({ ...draft, name: 'Book', body: { text: draft.body.text } });
    expect(wrong.error?.errors?.map(({ path }) => path)).toEqual(['/name', '/body/examples/first_name']);

    const created = await ok(create(draft));
    expect(created).toMatchObject({ status: 'pending', body: { variables: ['first_name', 'day'] } });
    expect(created.providerId).toMatch(/^\d+$/);
    clock.shift(6_000);
    const approved = await eventually('the approval', async () => {
      const shown = await show(shop, draft);
      return shown.status === 'approved' ? shown : undefined;
    });
    expect(approved.providerId).toBe(created.providerId);

    const preview = (body: Schemas['PreviewTemplate']) =>
      api.POST('/api/v1/channels/{id}/templates/{name}/{language}/preview', { ...named(shop, draft), body });
    expect(await ok(preview({ body: { first_name: 'Ana', day: 'Monday' } }))).toMatchObject({
      text: 'Hello Ana, your book waits until Monday at the desk.\nHarbour Lane Books',
      isSendable: true,
    });
    expect((await preview({ body: { first_name: 'Ana' } })).error?.errors?.[0]?.path).toBe('/body/day');

    const ana = shop.person('Ana');
    const content = {
      type: 'template' as const,
      name: 'book_ready',
      language: 'en_GB',
      body: { first_name: 'Ana', day: 'Monday' },
    };
    await ok(send(shop, ana.phone ?? '', content as Schemas['OutboundContent']));
    await shop.answered(ana, 1);
    await remove(shop, { name: 'book_ready', language: 'en_GB' });
    expect(await refusal(api.GET('/api/v1/channels/{id}/templates/{name}/{language}', named(shop, draft)))).toEqual({
      status: 404,
      code: 'not_found',
    });
    await sync(shop);
    expect(
      await refusal(api.GET('/api/v1/channels/{id}/templates/{name}/{language}', named(shop, draft))),
    ).toMatchObject({ status: 404 });
  });

  test('accounts are read without being asked for, and a refusal by the provider is told', async () => {
    const { api, simulator, eventually, clock } = harness();
    const shop = await openShop(harness());
    clock.shift(61_000);
    // Reading templates is nobody's news; what people write makes the test look again.
    const ana = shop.person('Ana');
    await shop.say(ana, 'Hi');
    await shop.answered(ana, 1);
    await shop.settled();
    await eventually('the templates', async () => {
      const { items } = await ok(api.GET('/api/v1/channels/{id}/templates', at(shop)));
      return items.length > 0 ? true : undefined;
    });
    simulator.setConditions(shop.number.phoneNumberId, { token: 'expired' });
    expect(await refusal(api.POST('/api/v1/channels/{id}/templates/sync', at(shop)))).toEqual({
      status: 409,
      code: 'channel_misconfigured',
    });
    const { state, reasons } = await ok(api.GET('/api/v1/channels/{id}/health', at(shop)));
    expect(state).toBe('attention');
    expect(reasons[0]).toContain(`The templates of account ${shop.number.businessAccountId} could not be read`);
  });
});
