import { expect, test } from 'vitest';
import type { Fault } from '../../src/simulators/kit/faults.ts';
import type { AcceptedMessage } from '../../src/simulators/meta/accepted.ts';
import { onBothEngines } from './both-engines.ts';
import type { TestChannel } from './channel.ts';
import { openGate } from './gate.ts';
import type { Harness } from './harness.ts';

type SendFault = Fault extends infer F ? (F extends Fault ? Omit<F, 'numberId'> : never) : never;

/** A channel, somebody, and what happens to the next sends. */
async function troubled({ openChannel, simulator }: Harness, fault: SendFault, rules = {}) {
  const shop = await openChannel(rules);
  simulator.world.faults.add({ ...fault, numberId: shop.number.phoneNumberId } as Fault); // The union survives the spread.
  return { shop, ana: shop.person('Ana') };
}

function outbound(shop: TestChannel) {
  return shop.message('an outbound message', ({ direction }) => direction === 'outbound');
}

/** How the attempts on it ended; one that was put off before it began (a clock turned in mid-claim) does not count. */
async function attempts(shop: TestChannel): Promise<string[]> {
  const { id } = await outbound(shop);
  const { attempts: all } = await shop.trace(id);
  return all.filter(({ failure }) => !failure?.message.startsWith('not tried')).map(({ outcome }) => outcome);
}

onBothEngines((harness) => {
  test.each<[string, SendFault]>([
    ['a 500 without a body that tells more', { kind: 'error', status: 500 }],
    ['an error that the provider itself calls uncertain', { kind: 'error', code: 131000 }],
    ['a connection that is cut', { kind: 'drop_before' }],
  ])('after %s the gateway waits for an echo, then sends exactly once more', async (_what, fault) => {
    const { shop, ana } = await troubled(harness(), fault);
    await shop.say(ana, 'Hi');
    await shop.message('the doubt', ({ status }) => status === 'in_doubt');
    await harness().passTime(14_000);
    expect(shop.answersTo(ana)).toEqual([]);
    await harness().passTime(2_000);
    await shop.message('the answer', ({ status }) => status === 'delivered');
    await harness().passTime(120_000);
    expect(shop.answersTo(ana)).toEqual(['echo: Hi']);
    expect(await attempts(shop)).toEqual(['in_doubt', 'accepted']);
    expect(await shop.deadLetters()).toEqual([]);
  });

  test.each<[string, SendFault]>([
    ['a 500', { kind: 'error', status: 500, processed: true }],
    ['a cut connection', { kind: 'drop' }],
  ])(
    'item 46: %s although the message went out is settled by its echo, and nothing is sent again',
    async (_what, fault) => {
      const { shop, ana } = await troubled(harness(), fault);
      await shop.say(ana, 'Hi');
      const answer = await shop.message('the answer', ({ status }) => status === 'delivered');
      expect(answer.providerMessageId).toBe(shop.received(ana)[0]?.messageId);
      await shop.settled();
      await harness().passTime(120_000);
      expect(shop.answersTo(ana)).toEqual(['echo: Hi']);
      expect(await shop.deadLetters()).toEqual([]);
    },
  );

  test('item 46: a send that is never answered is not repeated when its time is over, for its echo has come', async () => {
    const { clock, passTime } = harness();
    const { shop, ana } = await troubled(harness(), { kind: 'hang', processed: true });
    await shop.say(ana, 'Hi');
    await shop.message('the answer', ({ status }) => status === 'delivered');
    for (let seconds = 0; seconds < 18; seconds += 3) clock.shift(3_000);
    await shop.settled();
    await passTime(120_000);
    expect(shop.answersTo(ana)).toEqual(['echo: Hi']);
    expect(await attempts(shop)).toHaveLength(1);
    expect(await shop.deadLetters()).toEqual([]);
  });

  test('item 47: a throttled message waits as long as asked and goes once', async () => {
    const { shop, ana } = await troubled(harness(), { kind: 'error', code: 130429, count: 2 });
    await shop.say(ana, 'Hi');
    await harness().passTime(900);
    expect(shop.answersTo(ana)).toEqual([]);
    await harness().passTime(5_000);
    expect(await shop.answered(ana, 1)).toEqual(['echo: Hi']);
    await shop.settled();
    expect(await attempts(shop)).toEqual(['retry', 'retry', 'accepted']);
  });

  test('a message in doubt twice fails visibly, and the next one of the conversation goes', async () => {
    const { shop, ana } = await troubled(harness(), { kind: 'drop_before', count: 2 });
    await shop.say(ana, 'unlucky', 'lucky');
    await shop.message('the doubt', ({ status }) => status === 'in_doubt');
    await harness().passTime(60_000);
    expect(await shop.answered(ana, 1)).toEqual(['echo: lucky']);
    const [failed] = (await shop.messages()).filter(({ status }) => status === 'failed');
    expect(failed?.content).toMatchObject({ text: 'echo: unlucky' });
    expect(failed?.failure).toMatchObject({ kind: 'outcome_unknown' });
    expect(await shop.deadLetters()).toMatchObject([{ reason: 'in_doubt', messageId: failed?.id }]);
  });

  test('with policy park a message in doubt is not sent again, and can be replayed', async () => {
    const { shop, ana } = await troubled(harness(), { kind: 'drop_before' }, { doubtPolicy: 'park' });
    await shop.say(ana, 'Hi');
    await shop.message('the doubt', ({ status }) => status === 'in_doubt');
    await harness().passTime(60_000);
    expect(shop.answersTo(ana)).toEqual([]);
    const [letter] = await shop.deadLetters();
    expect(letter).toMatchObject({ reason: 'in_doubt' });
    await harness().api.POST('/api/v1/dead-letters/{id}/replay', { params: { path: { id: letter?.id ?? '' } } });
    expect(await shop.answered(ana, 1)).toEqual(['echo: Hi']);
  });

  test('a provider that refuses connections for a while is tried until it is back', async () => {
    const { openChannel, simulator, passTime } = harness();
    const gate = await openGate(Number(new URL(simulator.url).port));
    const shop = await openChannel({ settings: { apiBaseUrl: `http://127.0.0.1:${gate.port}` } });
    const ana = shop.person('Ana');
    await gate.close();
    await shop.say(ana, 'one', 'two');
    await shop.message('the retry', ({ direction, status }) => direction === 'outbound' && status === 'queued');
    await passTime(10_000);
    expect(shop.answersTo(ana)).toEqual([]);
    await gate.open();
    await passTime(20_000);
    expect(await shop.answered(ana, 2)).toEqual(['echo: one', 'echo: two']);
    expect(await attempts(shop)).toEqual(['retry', 'retry', 'retry', 'accepted']);
    await gate.close();
  });

  test('a provider that is away for ten minutes costs no message: one probe at a time, then all go', async () => {
    const { openChannel, simulator, clock, url, eventually, passTime } = harness();
    const gate = await openGate(Number(new URL(simulator.url).port));
    const shop = await openChannel({ settings: { apiBaseUrl: `http://127.0.0.1:${gate.port}` } });
    const people = Array.from({ length: 6 }, (_, index) => shop.person(`Person ${index}`));
    const failures = async () => {
      const metrics = await (await fetch(`${url}/metrics`)).text();
      return Number(/^chasqui_send_failures_total\{kind="provider_unavailable"\} (\d+)$/m.exec(metrics)?.[1] ?? 0);
    };
    const before = await failures();
    const ofShop = (message: AcceptedMessage) => message.phoneNumberId === shop.number.phoneNumberId;
    const failed = (count: number) =>
      eventually(`${count} failures`, async () => ((await failures()) === before + count ? true : undefined), failures);

    const [late, ...early] = people;
    if (!late) throw new Error('nobody is there');
    await gate.close();
    for (const person of early) await shop.say(person, 'Hi');
    await failed(5);
    await shop.say(late, 'Hi');
    const probes = [5, 10, 20, 40, 60, 60, 60, 60, 60, 60, 60, 60].entries();
    for (const [index, seconds] of probes) {
      clock.shift(seconds * 1_000);
      await failed(6 + index);
    }
    await gate.open();
    clock.shift(60_000);
    await eventually('the first answer', () => (simulator.received().some(ofShop) ? true : undefined));
    await passTime(120_000);
    for (const person of people) expect(await shop.answered(person, 1)).toEqual(['echo: Hi']);
    await shop.settled();
    expect(people.flatMap((person) => shop.answersTo(person))).toHaveLength(6);
    expect(await shop.deadLetters()).toEqual([]);
    await gate.close();
  });

  test('an answer that the provider refuses for good is a dead letter with the reason, and the next answer goes', async () => {
    const { shop, ana } = await troubled(harness(), { kind: 'error', code: 131009, details: 'too long' });
    await shop.say(ana, 'bad', 'good');
    expect(await shop.answered(ana, 1)).toEqual(['echo: good']);
    expect(await shop.deadLetters()).toMatchObject([{ reason: 'send_failed' }]);
    const [failed] = (await shop.messages()).filter(({ status }) => status === 'failed');
    expect(failed?.failure).toMatchObject({ kind: 'message_invalid', code: '131009' });
  });
});
