import { expect, onTestFinished, test } from 'vitest';
import { ok, type Schemas } from './api.ts';
import { onEveryTopology } from './both-engines.ts';
import type { TestChannel } from './channel.ts';
import { openGate } from './gate.ts';
import { addSecondAccount } from './second-account.ts';

const SECOND_MS = 1_000;
const NAMES = ['Ana', 'Ben', 'Caro', 'Dan', 'Eva', 'Finn'];

onEveryTopology((harness) => {
  const show = (shop: TestChannel) =>
    ok(harness().api.GET('/api/v1/channels/{id}', { params: { path: { id: shop.id } } }));
  const health = (shop: TestChannel) =>
    ok(harness().api.GET('/api/v1/channels/{id}/health', { params: { path: { id: shop.id } } }));
  const standbyOf = async (shop: TestChannel, state: 'active' | 'standby' = 'standby') => {
    const second = await addSecondAccount(shop, state, harness());
    onTestFinished(() => second.stop());
    return second;
  };
  const sentOver = async (shop: TestChannel, text: string): Promise<string[]> => {
    const { id } = await shop.message(text, says(text));
    return (await shop.trace(id)).attempts.map(({ connectionId }) => connectionId);
  };
  const sends = (shop: TestChannel, connectionId: string) =>
    harness().eventually(`${connectionId} to send`, async () =>
      (await show(shop)).sendingConnectionId === connectionId ? true : undefined,
    );

  test('while a provider is away the connection that stands by sends, and gives back when it returns', async () => {
    const { openChannel, simulator, passTime, eventually } = harness();
    const gate = await openGate(Number(new URL(simulator.url).port));
    onTestFinished(() => gate.close());
    const shop = await openChannel({ settings: { apiBaseUrl: `http://127.0.0.1:${gate.port}` }, presence: false });
    const second = await standbyOf(shop);
    const active = (await show(shop)).connections.find(({ state }) => state === 'active')?.id ?? '';
    const people = NAMES.map((name) => shop.person(name));
    for (const person of people) await second.say(person, 'before');
    for (const person of people) expect(await shop.answered(person, 1)).toEqual(['echo: before']);
    expect((await show(shop)).sendingConnectionId).toBe(active);

    await gate.close();
    for (const person of people) await shop.say(person, 'during', 'still');
    await passTime(60 * SECOND_MS);
    for (const person of people) {
      const got = await eventually(`answers to ${person.name}`, () =>
        second.answersTo(person).length >= 2 ? second.answersTo(person) : undefined,
      );
      expect(got).toEqual(['echo: during', 'echo: still']);
    }
    await sends(shop, second.connection.id);
    expect(await health(shop)).toMatchObject({
      ...{ state: 'attention', sendingConnectionId: second.connection.id },
      reasons: expect.arrayContaining([expect.stringMatching(/sends since .* because .* cannot be reached/)]),
    });
    expect(await sentOver(shop, 'echo: still')).toContain(second.connection.id);
    await shop.message('a delivered answer', (one) => says('echo: still')(one) && one.status === 'delivered');

    const [ana] = people;
    if (!ana) throw new Error('somebody writes');
    await second.say(ana, 'by the other account');
    await passTime(20 * SECOND_MS);
    await eventually('the answer', () => (second.answersTo(ana).length >= 3 ? true : undefined));

    await gate.open();
    await passTime(60 * SECOND_MS);
    await shop.say(ana, 'after');
    await passTime(2 * SECOND_MS);
    expect(await shop.answered(ana, 2)).toEqual(['echo: before', 'echo: after']);
    await sends(shop, active);
    await shop.settled();
    expect(second.answersTo(ana)).toEqual(['echo: during', 'echo: still', 'echo: by the other account']);
    expect((await health(shop)).sendingConnectionId).toBe(active);
    expect(await shop.deadLetters()).toEqual([]);
  });

  test('a connection that is stopped is replaced at once, until it is released', async () => {
    const { openChannel, simulator, api, eventually } = harness();
    const shop = await openChannel();
    const second = await standbyOf(shop);
    const active = (await show(shop)).connections.find(({ state }) => state === 'active')?.id ?? '';
    const ana = shop.person('Ana');
    simulator.setConditions(shop.number.phoneNumberId, { token: 'expired' });
    await shop.say(ana, 'one');
    await eventually('the answer by the other account', () => second.answersTo(ana)[0]);
    await sends(shop, second.connection.id);
    expect((await health(shop)).state).toBe('attention');
    expect(await sentOver(shop, 'echo: one')).toEqual([active, second.connection.id]);

    simulator.setConditions(shop.number.phoneNumberId, { token: 'valid' });
    const path = { id: shop.id, connectionId: active };
    await ok(api.POST('/api/v1/channels/{id}/connections/{connectionId}/release', { params: { path } }));
    await shop.say(ana, 'two');
    expect(await shop.answered(ana, 1)).toEqual(['echo: two']);
    await sends(shop, active);
    await shop.settled();
    expect(second.answersTo(ana)).toEqual(['echo: one']);
  });

  test('a moved channel keeps its conversations, and what still comes by the old connection is answered over the new one', async () => {
    const { openChannel, simulator, eventually } = harness();
    const shop = await openChannel();
    const ana = shop.person('Ana');
    shop.bot.answerWith(({ session, messages }) => ({
      body: {
        messages: [`${messages[0]?.text}, ${session.variables.last ?? 'nobody'}`],
        session: { variables: { last: messages[0]?.text } },
      },
    }));
    await shop.say(ana, 'old');
    expect(await shop.answered(ana, 1)).toEqual(['old, nobody']);
    await shop.message('the delivered answer', ({ status }) => status === 'delivered');
    const second = await standbyOf(shop, 'active');
    const before = await shop.conversationWith(ana);
    await shop.say(ana, 'late');
    await eventually('the answer over the new connection', () => second.answersTo(ana)[0]);
    await second.say(ana, 'new');
    await eventually('the second answer', () => second.answersTo(ana)[1]);
    simulator.read(shop.number.phoneNumberId, ana.id);
    await shop.message('the old answer that was read', (one) => says('old, nobody')(one) && one.status === 'read');
    await shop.settled();
    expect(second.answersTo(ana)).toEqual(['late, old', 'new, late']);
    expect(shop.answersTo(ana)).toEqual(['old, nobody']);
    expect((await shop.conversationWith(ana)).id).toBe(before.id);
    expect((await show(shop)).connections.map(({ state }) => state).toSorted()).toEqual(['active', 'draining']);
  });
});

function says(text: string) {
  return ({ content }: Schemas['Message']) => 'text' in content && content.text === text;
}
