import { describe, expect, it } from 'vitest';
import { media, place, talkTo, tap, text, textsOf } from '../../../test/support/flow-talk.ts';
import type { TurnMessage } from '../../domain/connector.ts';

/** One section for each trigger, which says its name. */
function flowWith(triggers: string, top = ''): string {
  const names = [...new Set([...triggers.matchAll(/goto: (\w+)/g)].map(([, name]) => name))];
  return `${top}\ntriggers:\n${triggers}\nsections:\n${names.map((name) => `  ${name}: [{say: ${name}}]\n`).join('')}`;
}

const KINDS = flowWith(`
  - {pattern: '(?i)^order (?<number>\\d+)$', goto: ordered}
  - {media: [image, document], goto: file}
  - {media: voice, goto: heard}
  - {location: true, goto: near}
  - {choice: [a, PAYLOAD], goto: chosen}
  - {keyword: word, goto: worded}
  - {fallback: true, goto: lost}`);

const quickReply = (payload: string): TurnMessage => ({
  type: 'template_reply',
  text: 'Yes, a word',
  payload,
  id: 'm',
  at: '',
});

describe('a message goes to the first trigger that fits', () => {
  it.each<[string, TurnMessage, string]>([
    ['a text in the pattern', text('Order 17'), 'ordered'],
    ['a text beside the pattern', text('Reorder 17'), 'lost'],
    ['an image', media('image'), 'file'],
    ['a document', media('document', 'word'), 'file'],
    ['a voice message', media('voice'), 'heard'],
    ['a place', place(1, 2), 'near'],
    ['a button', tap('a'), 'chosen'],
    ['an unknown button', tap('b'), 'lost'],
    ['the payload of a template button', quickReply('PAYLOAD'), 'chosen'],
    ['the text of a template button', quickReply('OTHER'), 'worded'],
  ])('%s', async (_, message, section) => {
    expect(textsOf(await talkTo(KINDS).say(message))).toEqual([section]);
  });

  it('and the order decides, not the kind', async () => {
    const flow = flowWith('  - {keyword: hi, goto: first}\n  - {pattern: "hi", goto: second}');
    expect(textsOf(await talkTo(flow).say('hi'))).toEqual(['first']);
    expect(textsOf(await talkTo(flow).say('high'))).toEqual(['second']);
  });
});

describe('a reaction', () => {
  const reaction: TurnMessage = { type: 'reaction', messageId: 'm', emoji: '👍', id: 'r', at: '' };
  const greeted = '\n  - {greeting: true, goto: hello}\n  - {fallback: true, goto: lost}';

  it('is said nothing to, whatever else is answered', async () => {
    const talk = talkTo(flowWith(greeted));
    await talk.say('x');
    expect(textsOf(await talk.say(reaction))).toEqual([]);
    expect(textsOf(await talk.say('y'))).toEqual(['lost']);
  });

  it('begins no session: the words behind it are greeted', async () => {
    const talk = talkTo(flowWith(greeted));
    expect(textsOf(await talk.say(reaction))).toEqual([]);
    expect(textsOf(await talk.say('x'))).toEqual(['hello']);
    expect(textsOf(await talkTo(flowWith(greeted)).say(reaction, 'x', 'y'))).toEqual(['hello', 'lost']);
  });
});

it('what a pattern caught are variables', async () => {
  const talk = talkTo(KINDS);
  await talk.say('order 0042');
  expect(talk.kept().variables).toEqual({ number: '0042' });
});

it('a pattern made to explode answers at once', async () => {
  const talk = talkTo(flowWith('  - {pattern: "^(a+)+$", goto: slow}\n  - {fallback: true, goto: lost}'));
  expect(textsOf(await talk.say(`${'a'.repeat(50_000)}!`))).toEqual(['lost']);
});

describe('time of day', () => {
  const OFFICE = flowWith(
    `
  - {time: {days: [sat, sun]}, goto: weekend}
  - {time: {from: "18:00", to: "08:30", days: [mon, tue, wed, thu, fri]}, goto: night}
  - {keyword: lunch, time: {from: "12:00", to: "13:00", timezone: America/Lima}, goto: lunch}
  - {fallback: true, goto: open}`,
    'timezone: Europe/Berlin',
  );

  it.each([
    ['Monday morning', '2026-01-05T09:00:00+01:00', 'Hi', 'open'],
    ['the minute before closing', '2026-01-05T17:59:59+01:00', 'Hi', 'open'],
    ['closing time', '2026-01-05T18:00:00+01:00', 'Hi', 'night'],
    ['after midnight, begun on Monday', '2026-01-06T03:00:00+01:00', 'Hi', 'night'],
    ['opening time', '2026-01-06T08:30:00+01:00', 'Hi', 'open'],
    ['Monday before dawn, begun on no working day', '2026-01-05T03:00:00+01:00', 'Hi', 'open'],
    ['Saturday', '2026-01-10T12:00:00+01:00', 'Hi', 'weekend'],
    ['still Saturday elsewhere', '2026-01-09T23:30:00Z', 'Hi', 'weekend'],
    ['summer time', '2026-07-06T16:30:00Z', 'Hi', 'night'],
    ['beside a keyword, in another zone', '2026-01-05T16:30:00+01:00', 'lunch', 'open'],
    ['beside a keyword, in its zone', '2026-01-05T17:30:00Z', 'lunch', 'night'],
    ['beside a keyword, before closing in summer', '2026-07-06T15:30:00Z', 'lunch', 'open'],
  ])('%s', async (_, at, words, section) => {
    const talk = talkTo(OFFICE, { host: { now: () => Date.parse(at) } });
    expect(textsOf(await talk.say(words))).toEqual([section]);
  });

  it('beside another trigger fits only if both do', async () => {
    const flow = flowWith(
      '  - {keyword: lunch, time: {from: "12:00", to: "13:00"}, goto: lunch}\n  - {fallback: true, goto: lost}',
    );
    const at = (time: string) => talkTo(flow, { host: { now: () => Date.parse(`2026-01-05T${time}Z`) } });
    expect(textsOf(await at('12:30').say('lunch'))).toEqual(['lunch']);
    expect(textsOf(await at('12:30').say('dinner'))).toEqual(['lost']);
    expect(textsOf(await at('13:00').say('lunch'))).toEqual(['lost']);
  });
});

describe('while a question waits', () => {
  const ASKING = `
triggers:
  - {keyword: menu, interrupts: true, goto: menu}
  - {choice: leave, goto: left}
  - {choice: stay, interrupts: false, goto: left}
  - {keyword: hello, goto: menu}
  - {fallback: true, goto: ask}
sections:
  ask:
    - {ask: Name?, store: name}
    - say: "Thanks, {{ name }}"
  menu: [{say: Menu}]
  left: [{say: Left}]
`;

  it.each<[string, string | TurnMessage, string]>([
    ['a keyword is an answer', 'hello', 'Thanks, hello'],
    ['one that interrupts leads away', 'the menu', 'Menu'],
    ['a choice leads away', tap('leave'), 'Left'],
    ['a choice told not to interrupt is an answer', tap('stay'), 'Thanks, Title stay'],
  ])('%s', async (_, message, answer) => {
    const talk = talkTo(ASKING);
    await talk.say('x');
    expect(textsOf(await talk.say(message))).toEqual([answer]);
    expect(talk.kept().state).toBeNull();
  });

  it('a reaction neither answers nor ends it', async () => {
    const talk = talkTo(ASKING);
    await talk.say('x');
    expect(textsOf(await talk.say({ type: 'reaction', messageId: 'm', emoji: '👍', id: 'r', at: '' }))).toEqual([]);
    expect(textsOf(await talk.say('Bo'))).toEqual(['Thanks, Bo']);
  });
});
