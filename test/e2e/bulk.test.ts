import { expect, test } from 'vitest';
import { ok, refusal, type Schemas } from './api.ts';
import { onBothEngines } from './both-engines.ts';
import { nameIn, REMINDER, reminderTo } from './bulk-list.ts';
import type { TestChannel } from './channel.ts';
import type { Harness } from './harness.ts';

type Action = 'start' | 'pause' | 'resume' | 'stop';

/** A shop with so many people on its list, and what is done about them. */
async function shopWith(harness: Harness, count: number) {
  const { api, eventually, simulator } = harness;
  const shop = await harness.openChannel();
  const people = Array.from({ length: count }, (_, index) => shop.person(`Person ${index}`));
  const reached = () => sentBy(shop, harness).map(nameIn);
  return {
    shop,
    people,
    reached,
    names: people.map(({ name }) => name),
    create: (values: Partial<Schemas['CreateBulkSend']> = {}) =>
      ok(
        api.POST('/api/v1/bulk-sends', {
          body: {
            channelId: shop.id,
            content: REMINDER,
            recipients: people.flatMap(reminderTo),
            start: true,
            ...values,
          },
        }),
      ),
    act: (id: string, action: Action) =>
      ok(api.POST(`/api/v1/bulk-sends/{id}/${action}`, { params: { path: { id } } })),
    get: (id: string) => ok(api.GET('/api/v1/bulk-sends/{id}', { params: { path: { id } } })),
    async reaches(least: number) {
      await eventually(`${least} people to be reached`, () => (reached().length >= least ? true : undefined), reached);
    },
    async becomes(id: string, fits: (bulk: Schemas['BulkSend']) => boolean) {
      const look = () => ok(api.GET('/api/v1/bulk-sends/{id}', { params: { path: { id } } }));
      return eventually('the bulk send to get there', async () => [await look()].find(fits), look);
    },
    optOut: (index: number) => simulator.prefer(shop.number.phoneNumberId, people[index]?.id ?? '', 'stop'),
  };
}

function sentBy({ number }: TestChannel, { simulator }: Harness) {
  return simulator.received().filter(({ phoneNumberId }) => phoneNumberId === number.phoneNumberId);
}

function isAtRest({ progress }: Schemas['BulkSend']): boolean {
  return progress.queued === 0;
}

onBothEngines((harness) => {
  test('two hundred people get it once, paused and resumed in the middle; who opted out or stands there twice is skipped', async () => {
    const { people, names, reached, create, act, reaches, becomes, optOut, shop } = await shopWith(harness(), 200);
    const optedOut = [7, 90, 199];
    for (const index of optedOut) optOut(index);
    await harness().eventually('the words about marketing', () => (shop.isHeard() ? true : undefined));
    const recipients = [...people, ...people.slice(0, 5)].flatMap(reminderTo);
    const { id, state } = await create({ recipients });
    expect(state).toBe('running');
    await reaches(40);
    await act(id, 'pause');
    const paused = await becomes(id, isAtRest);
    expect(paused).toMatchObject({ state: 'paused', estimatedEndAt: null });
    const { addressed, skipped, pending, total } = paused.progress;
    expect(reached().toSorted()).toEqual(
      namesWithout(names.slice(0, addressed + skipped.opted_out), optedOut).toSorted(),
    );
    expect(pending).toBe(total - addressed - skipped.opted_out);
    harness().clock.shift(60_000);

    await act(id, 'resume');
    const done = await becomes(id, (bulk) => bulk.state === 'done' && isAtRest(bulk));
    expect(done.progress).toMatchObject({ total: 205, pending: 0, addressed: 197 });
    expect(done.progress.skipped).toEqual({ opted_out: 3, duplicate: 5, invalid: 0 });
    expect(reached().toSorted()).toEqual(namesWithout(names, optedOut).toSorted());
  });

  test('once stopped, whoever was pending is never addressed', async () => {
    const { names, reached, create, act, reaches, becomes } = await shopWith(harness(), 150);
    const { id } = await create();
    await reaches(30);
    await act(id, 'stop');
    const stopped = await becomes(id, isAtRest);
    expect(stopped.state).toBe('stopped');
    expect(stopped.progress.pending).toBeGreaterThan(0);
    harness().clock.shift(120_000);
    const { api } = harness();
    expect(await refusal(api.POST('/api/v1/bulk-sends/{id}/resume', { params: { path: { id } } }))).toMatchObject({
      status: 409,
    });
    expect(reached().toSorted()).toEqual(names.slice(0, stopped.progress.addressed).toSorted());
  });

  test('a gateway that is stopped in the middle goes on after its start, and nobody gets it twice', async () => {
    const { names, reached, create, reaches, becomes } = await shopWith(harness(), 120);
    const { id } = await create();
    await reaches(30);
    await harness().stopGateway();
    await harness().startGateway();
    harness().clock.shift(60_000);
    await becomes(id, (bulk) => bulk.state === 'done' && isAtRest(bulk));
    expect(reached().toSorted()).toEqual(names.toSorted());
  });

  test('a draft waits for its start, takes more people, and waits while the channel is disabled', async () => {
    const { shop, people, names, reached, create, act, becomes, get } = await shopWith(harness(), 6);
    const { api, clock } = harness();
    const { id } = await create({ start: false, recipients: people.slice(0, 4).flatMap(reminderTo) });
    await ok(
      api.POST('/api/v1/bulk-sends/{id}/recipients', {
        params: { path: { id } },
        body: { recipients: people.slice(4).flatMap(reminderTo) },
      }),
    );
    expect(await get(id)).toMatchObject({ state: 'draft', progress: { total: 6, pending: 6 } });
    await shop.change({ enabled: false });
    await act(id, 'start');
    clock.shift(10_000);
    expect((await get(id)).progress.pending).toBe(6);
    await shop.change({ enabled: true });
    clock.shift(2_000);
    await becomes(id, (bulk) => bulk.state === 'done' && isAtRest(bulk));
    expect(reached().toSorted()).toEqual(names.toSorted());
  });

  test('the same request again under one key is the same bulk send', async () => {
    const { shop, people, reached, becomes } = await shopWith(harness(), 3);
    const { api } = harness();
    const post = (day: string) =>
      api.POST('/api/v1/bulk-sends', {
        params: { header: { 'idempotency-key': `friday-${shop.id}` } },
        body: {
          channelId: shop.id,
          content: { type: 'template', name: 'appointment_reminder', language: 'en', body: { first_name: 'You', day } },
          recipients: people.map(({ phone }) => ({ to: phone ?? '' })),
          start: true,
        },
      });
    const [first, again] = [await ok(post('Friday')), await ok(post('Friday'))];
    expect(again.id).toBe(first.id);
    await becomes(first.id, (bulk) => bulk.state === 'done' && isAtRest(bulk));
    expect(reached()).toHaveLength(3);
    expect(await refusal(post('Monday'))).toEqual({ status: 409, code: 'idempotency_conflict' });
  });

  test('wrong recipients are named by their place, and nothing is stored', async () => {
    const { shop } = await shopWith(harness(), 0);
    const { api } = harness();
    const recipients = [
      { to: '+15550300001' },
      { to: 'nobody' },
      { to: {} },
      { to: '+15550300002', parameters: { language: 'de' } },
      ...Array.from({ length: 30 }, () => ({ to: 'x' })),
    ];
    const { error } = await api.POST('/api/v1/bulk-sends', {
      body: { channelId: shop.id, content: REMINDER, recipients, start: true },
    });
    const paths = (error?.errors ?? []).map(({ path }) => path);
    expect(paths.slice(0, 3)).toEqual(['/recipients/1/to', '/recipients/2/to', '/recipients/3/parameters/language']);
    expect(paths).toHaveLength(20);
    expect((await ok(api.GET('/api/v1/bulk-sends', { params: { query: { channelId: shop.id } } }))).items).toEqual([]);
  });

  test('parameters that do not fit the template are told before anything is stored', async () => {
    const { shop, people, reached, becomes } = await shopWith(harness(), 2);
    const { api, eventually, simulator } = harness();
    simulator.seedTemplates(shop.number.businessAccountId);
    // The number's account is learned from the first webhook.
    await shop.say(shop.person('Cleo'), 'Hi');
    const sync = () => api.POST('/api/v1/channels/{id}/templates/sync', { params: { path: { id: shop.id } } });
    await eventually('the templates', async () => (await sync()).data);
    const [ana, ben] = people.map(({ phone }) => phone ?? '');
    const post = (content: Schemas['OutboundContent'], ...values: Record<string, string>[]) =>
      api.POST('/api/v1/bulk-sends', {
        body: {
          channelId: shop.id,
          content,
          recipients: values.map((body, index) => ({ to: (index === 0 ? ana : ben) ?? '', parameters: { body } })),
          start: true,
        },
      });
    const full = { first_name: 'Ana', day: 'Friday' };
    const { error } = await post(REMINDER, full, { first_name: 'Ben' });
    expect(error?.errors?.map(({ path }) => path)).toEqual([expect.stringMatching('^/recipients/1/parameters/body')]);
    const unknown = await post({ ...REMINDER, name: 'no_such_template' }, full, full);
    expect(unknown.error?.errors?.map(({ path }) => path)).toEqual(['/content/name']);
    const { id } = await ok(post(REMINDER, full, { ...full, first_name: 'Ben' }));
    await becomes(id, (bulk) => bulk.state === 'done' && isAtRest(bulk));
    expect(reached()).toEqual(expect.arrayContaining(['Ana', 'Ben']));
  });
});

function namesWithout(names: readonly string[], indices: readonly number[]): string[] {
  return names.filter((_, index) => !indices.includes(index));
}
