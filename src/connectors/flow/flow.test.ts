import { describe, expect, it } from 'vitest';
import { connectorContract, sampleTurn } from '../../../test/contracts/connector.ts';
import { media, place, talkTo, tap, text, textsOf } from '../../../test/support/flow-talk.ts';
import type { TurnMessage } from '../../domain/connector.ts';
import { demoFlow } from './demo.ts';
import { flowConnector } from './index.ts';

connectorContract('the flow connector', { definition: flowConnector, settings: { definition: demoFlow() } });

const SHOP = `
triggers:
  - { greeting: true, goto: hello }
  - { choice: [a, b], goto: chosen }
  - { keyword: [opening hours, help], goto: help }
  - { fallback: true, goto: lost }
sections:
  hello:
    - say: Hello {{ contact.name }}
  chosen:
    - say: { type: text, text: Chosen, pauseMs: 200 }
  help:
    - ask: Your name?
      store: name
    - ask: Your town, {{name}}?
      store: town
    - say: "{{ name }} of {{ town }}{{ nothing }}{{ constructor.name }}"
    - goto: bye
  bye:
    - say: Bye
    - end
  lost:
    - say: Pardon?
`;

/** A session with the bot. */
function session(definition = SHOP) {
  return talkTo(definition).say;
}

describe('triggers', () => {
  it('greet the first message of a session, whatever it says', async () => {
    expect(textsOf(await session()(text('help')))).toEqual(['Hello Ada']);
  });

  it.each([
    ['help', 'Your name?'],
    ['HELP!', 'Your name?'],
    ['I need help, please', 'Your name?'],
    ['what are your Opening  Hours?', 'Your name?'],
    ['helpless', 'Pardon?'],
    ['opening, no hours', 'Pardon?'],
  ])('find keywords as whole words: %s', async (words, answer) => {
    const say = session();
    await say(text('Hi'));
    expect(textsOf(await say(text(words)))).toEqual([answer]);
  });

  it('know a tapped button by its id', async () => {
    const say = session();
    await say(text('Hi'));
    expect(await say(tap('b'))).toMatchObject({ parts: [{ content: { text: 'Chosen' }, pauseMs: 200 }] });
  });

  it('that fit nothing leave the bot silent', async () => {
    const say = session('{triggers: [{choice: x, goto: s}], sections: {s: [{say: Hi}]}}');
    expect(textsOf(await say(text('Hi')))).toEqual([]);
  });
});

describe('questions', () => {
  it('take the next messages, over restarts, and end the session', async () => {
    const say = session();
    await say(text('Hi'));
    await say(text('help'));
    expect(textsOf(await say(text('Bo')))).toEqual(['Your town, Bo?']);
    const last = await say(text('help'));
    expect(textsOf(last)).toEqual(['Bo of help', 'Bye']);
    expect(last).toMatchObject({ end: true, state: null });
    expect(textsOf(await say(text('Hi again')))).toEqual(['Hello Ada']);
  });

  it.each<[string, TurnMessage, string]>([
    ['the title of a button', tap('other'), 'Title other'],
    ['a place', { type: 'location', latitude: 1, longitude: 2, id: 'msg', at: '' }, '1,2'],
    ['nothing of what has no words', { type: 'unsupported', kind: 'poll', provider: {}, id: 'msg', at: '' }, ''],
  ])('store %s', async (_, message, stored) => {
    const say = session();
    await say(text('Hi'));
    await say(text('help'));
    expect(await say(message)).toMatchObject({ variables: { name: stored } });
  });

  it('give way to a tapped button that leads somewhere', async () => {
    const say = session();
    await say(text('Hi'));
    await say(text('help'));
    expect(textsOf(await say(tap('a')))).toEqual(['Chosen']);
    expect(textsOf(await say(text('Bo')))).toEqual(['Pardon?']);
  });

  it('take several messages of one turn in order', async () => {
    const say = session();
    expect(textsOf(await say(text('Hi'), text('help'), text('Bo'), text('Rome'), text('Hi')))).toEqual([
      'Hello Ada',
      'Your name?',
      'Your town, Bo?',
      'Bo of Rome',
      'Bye',
      'Hello Ada',
    ]);
  });

  it('that were edited away are forgotten', async () => {
    const { deliver } = flowConnector.connect({ definition: SHOP }, { fetch: globalThis.fetch, now: () => 0 });
    const old = { id: 's', isNew: false, variables: {}, state: { section: 'hello', step: 0 } };
    const turn = { ...sampleTurn({ type: 'text', text: 'x' }), session: old };
    expect(textsOf(await deliver(turn, new AbortController().signal))).toEqual(['Pardon?']);
  });
});

describe('trouble', () => {
  it('a flow that goes round in circles is stopped', async () => {
    const say = session('{triggers: [{fallback: true, goto: a}], sections: {a: [{goto: b}], b: [{goto: a}]}}');
    expect(await say(text('Hi'))).toMatchObject({
      outcome: 'failed',
      message: 'The flow took more than 200 steps in one turn, at sections.b[0]',
      retryable: false,
    });
  });

  it('content that filled placeholders spoil is named by its place', async () => {
    const say = session('{triggers: [{fallback: true, goto: a}], sections: {a: [{say: "{{ x }}"}]}}');
    expect(await say(text('Hi'))).toMatchObject({
      outcome: 'failed',
      message: 'At sections.a[0]: what is said must not be empty, once its placeholders are filled',
    });
  });

  it('a placeholder in what a person wrote is not filled', async () => {
    const say = session();
    await say(text('Hi'));
    await say(text('help'));
    expect(textsOf(await say(text('{{ contact.id }}')))).toEqual(['Your town, {{ contact.id }}?']);
  });
});

describe('the demo bot', () => {
  it.each([undefined, 'https://gateway.example/demo.jpg'])('is a good flow with picture %s', (imageUrl) => {
    expect(flowConnector.validate({ definition: demoFlow(imageUrl) })).toEqual([]);
  });

  it('greets with buttons, shows a list, asks for a name and tells what it can do', async () => {
    const say = session(demoFlow('https://gateway.example/demo.jpg'));
    expect(await say(text('Hi'))).toMatchObject({ parts: [{ content: { type: 'buttons' } }] });
    expect(await say(tap('products'))).toMatchObject({ parts: [{ content: { type: 'list' } }] });
    expect(await say(tap('cocoa'))).toMatchObject({
      parts: [{ content: { type: 'text' } }, { content: { type: 'buttons' } }],
    });
    await say(tap('name'));
    expect(textsOf(await say(text('Bo')))[0]).toContain('Bo');
    expect(await say(tap('about'))).toMatchObject({ parts: [{ content: { type: 'image' } }, {}, {}] });
    expect(textsOf(await say(text('qwertz')))).toEqual([expect.stringContaining('Type menu')]);
    expect(await say(text('bye'))).toMatchObject({ end: true });
  });

  it('books a table, leads back to the menu from any question, and answers pictures and places', async () => {
    const say = talkTo(demoFlow(), { host: { now: () => Date.parse('2026-01-05T10:00:00Z') } }).say;
    await say(text('Hi'));
    expect(textsOf(await say('table', 'many', '14', '4.1.2026', '24 December 2026'))).toEqual([
      'For how many people?',
      'A number from 1 to 40, please.',
      'So many! We would have to open the garden.',
      'For which day?',
      'A day from today on, such as 5.1.2026, please.',
      'Inside or outside?',
    ]);
    expect(textsOf(await say('outside'))[0]).toMatch(/^A table for 14 on 24 December, outside\./);
    expect(textsOf(await say('table', 'the menu, please'))).toEqual([
      'For how many people?',
      expect.stringContaining('What would you like to see?'),
    ]);
    expect(textsOf(await say(media('image', 'Me')))).toEqual(['That came as image/png, and you call it “Me”.']);
    expect(await say(place(1, 2))).toMatchObject({ parts: [{ content: { type: 'location', latitude: 1 } }] });
  });
});
