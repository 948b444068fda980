import { expect, test } from 'vitest';
import { demoFlow } from '../../src/connectors/flow/demo.ts';
import { onBothEngines } from './both-engines.ts';

onBothEngines((harness) => {
  test('somebody writes Hi, taps a button, picks from a list, and the demo bot answers each', async () => {
    const { openChannel, simulator } = harness();
    const shop = await openChannel({ flow: demoFlow() });
    const ines = shop.person('Inés Quispe');
    const { phoneNumberId } = shop.number;

    await shop.say(ines, 'Hi');
    const [greeting] = await shop.answered(ines, 1);
    expect(greeting).toMatch(/^Hello Inés Quispe! I am the demo bot/);
    const [buttons] = shop.received(ines);
    expect(buttons?.body).toMatchObject({ type: 'interactive', interactive: { type: 'button' } });

    const tap = { type: 'button', messageId: buttons?.messageId ?? '', buttonId: 'products' } as const;
    await simulator.write(phoneNumberId, ines.id, tap);
    await shop.answered(ines, 2);
    const list = shop.received(ines)[1];
    expect(list?.body).toMatchObject({ interactive: { type: 'list', action: { button: 'Show drinks' } } });

    const pick = { type: 'list', messageId: list?.messageId ?? '', rowId: 'filter' } as const;
    await simulator.write(phoneNumberId, ines.id, pick);
    expect((await shop.answered(ines, 4)).slice(2)).toEqual([
      'A good choice. Your choice reached me as an id, not as words.',
      'What else?',
    ]);
  });

  test('the demo bot asks for a name and keeps it over a restart of the gateway', async () => {
    const { openChannel, simulator, stopGateway, startGateway } = harness();
    const shop = await openChannel({ flow: demoFlow() });
    const tomas = shop.person('Tomás Rumi');

    await shop.say(tomas, 'Hi');
    await shop.answered(tomas, 1);
    const messageId = shop.received(tomas)[0]?.messageId ?? '';
    await simulator.write(shop.number.phoneNumberId, tomas.id, { type: 'button', messageId, buttonId: 'name' });
    expect((await shop.answered(tomas, 2)).at(-1)).toBe('What is your name?');

    await shop.settled();
    await stopGateway();
    await startGateway();
    await shop.say(tomas, 'Rumi');
    expect((await shop.answered(tomas, 3)).at(-1)).toMatch(/^Nice to meet you, Rumi\./);
  });

  test('the flow starts over on a word of its own, and admits what it does not understand', async () => {
    const { openChannel } = harness();
    const shop = await openChannel({ flow: demoFlow() });
    const wayra = shop.person('Wayra');
    await shop.say(wayra, 'Hello', 'gibberish', 'menu');
    const [first, second, third] = await shop.answered(wayra, 3);
    expect(second).toBe('I did not understand that. Type menu to see what I can do.');
    expect([first, third]).toEqual(Array(2).fill(expect.stringMatching(/^Hello Wayra!/)));
  });
});
