import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { flowOf } from '../../../test/support/flow-talk.ts';
import { flowConnector } from './index.ts';
import { parseDefinition } from './parse-definition.ts';

describe('a definition', () => {
  const sections = 'sections:\n  a:\n    - say: Hi\n';
  it.each([
    ['', 'Line 1: the definition must be an object, not null'],
    ['a: [', 'Line 1: the definition is not YAML'],
    ['triggers: []\nsections: {}', 'Line 2: sections must have at least one section'],
    [`${sections}`, 'Line 1: triggers is missing'],
    [`triggers: [{greeting: true, goto: b}]\n${sections}`, 'Line 1: triggers[0].goto names the section b, which'],
    [`triggers: [{goto: a}]\n${sections}`, 'Line 1: triggers[0] needs exactly one of greeting'],
    [`triggers: [{keyword: "!?", goto: a}]\n${sections}`, 'Line 1: triggers[0].keyword must have a letter'],
    [`triggers: [{greeting: yes, goto: a}]\n${sections}`, 'Line 1: triggers[0].greeting must be true or false'],
    [`triggers: [{greeting: true, goto: a}]\n${sections}    - shout: Hi\n`, 'Line 5: sections.a[1] needs exactly one'],
    [
      `triggers: [{greeting: true, goto: a}]\n${sections}    - goto: b\n`,
      'Line 5: sections.a[1].goto names the section b',
    ],
    [
      `triggers: [{greeting: true, goto: a}]\n${sections}    - say:\n        type: text\n        txt: Hi\n`,
      'Line 6: sections.a[1].say.text is missing',
    ],
    [
      `triggers: [{greeting: true, goto: a}]\n${sections}    - say:\n        type: text\n        text: Hi\n        colour: red\n`,
      'Line 8: sections.a[1].say.colour is not a known field here',
    ],
    [`triggers: [{greeting: true, goto: a}]\n${sections}    - ask: Name?\n`, 'Line 5: sections.a[1].store is missing'],
    [
      `triggers: [{greeting: true, goto: a}]\n${sections}    - ask: Name?\n      store: contact\n`,
      'Line 6: sections.a[1].store must not be contact',
    ],
    [`triggers: [{greeting: true, goto: a}]\n${sections}  b c:\n    - say: Hi\n`, 'must be a name of letters'],
    [
      `a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b, *b]\nd: [*c, *c, *c, *c]\ne: [${'*c, '.repeat(40)}]\n`,
      'cannot be read',
    ],
    ['x'.repeat(300_000), 'longer than 262144 characters'],
  ])('is refused with place and line: %#', (definition, message) => {
    expect(flowConnector.validate({ definition })).toEqual([
      { field: 'definition', message: expect.stringContaining(message) },
    ]);
  });

  it('may have placeholders where a URL belongs', () => {
    const definition = `triggers: [{greeting: true, goto: a}]\n${sections}    - say: {type: image, media: {url: "{{ picture }}"}}\n`;
    expect(flowConnector.validate({ definition })).toEqual([]);
  });
});

/** Steps, and what is said about them; they begin on line 4. */
const WRONG_STEPS: readonly (readonly [string, string])[] = [
  ['- say: "{{ a | nope }}"', 'Line 4: sections.start[0].say is not a Liquid text: undefined filter: nope'],
  ['- say: "{% if a %}"', 'Line 4: sections.start[0].say is not a Liquid text: tag {% if a %} not closed'],
  ['- say: "{% include \'/etc/passwd\' %}"', 'sections.start[0].say is not a Liquid text: tag "include" not found'],
  ['- say: [Hi, {type: text}]', 'Line 4: sections.start[0].say[1].text is missing'],
  ['- say: "{{ secrets.KEY }}"', 'sections.start[0].say must not use secrets'],
  ['- ask: "{{ secrets.KEY }}"\n  store: a', 'sections.start[0].ask must not use secrets'],
  ['- set: {a: secrets.KEY}', 'sections.start[0].set.a must not use secrets'],
  [
    '- say: {type: text, text: {jsonata: "$string(secrets)"}}',
    'sections.start[0].say.text.jsonata must not use secrets',
  ],
  ['- set: {}', 'sections.start[0].set must set at least one variable'],
  ['- set: {contact: "1"}', 'sections.start[0].set.contact must not be contact, which has a meaning of its own'],
  ['- set: {a: "1 +"}', 'sections.start[0].set.a is not a JSONata expression: Unexpected end of expression'],
  ['- set: {a: "/(?=x)/"}', 'sections.start[0].set.a has a regular expression that cannot be used'],
  ['- when: "a"', 'Line 4: sections.start[0].then is missing'],
  [
    '- when: "a"\n  then:\n    - say: Hi\n    - shout: Hi',
    'Line 7: sections.start[0].then[1] needs exactly one of say',
  ],
  ['- when: "a"\n  then: nowhere', 'Line 5: sections.start[0].then names the section nowhere, which does not exist'],
  ['- ask: Age\n  store: a\n  expect: age', 'Line 6: sections.start[0].expect needs exactly one of text, number'],
  ['- ask: Age\n  store: a\n  expect: {number: {min: low}}', 'expect.number.min must be a number, not string'],
  ['- ask: Age\n  store: a\n  expect: {number: {min: 9, max: 1}}', 'expect.number.min must be at most 1, which is max'],
  ['- ask: Age\n  store: a\n  expect: {text: {pattern: "("}}', 'expect.text.pattern is not a regular expression'],
  [
    '- ask: Age\n  store: a\n  expect: {text: {pattern: "(a)\\\\1"}}',
    'expect.text.pattern is not a regular expression',
  ],
  [
    '- ask: Age\n  store: a\n  expect: {date: {formats: [d.M]}}',
    'expect.date.formats[0] must have day, month and year',
  ],
  ['- ask: Age\n  store: a\n  expect: {date: {max: tomorrow}}', 'expect.date.max must be a date such as'],
  ['- ask: Age\n  store: a\n  expect: {phone: {country: XX}}', 'expect.phone.country must be one of'],
  ['- ask: Age\n  store: a\n  expect: {media: [hologram]}', 'expect.media[0] must be true or among image'],
  ['- ask: Age\n  store: a\n  expect: {choice: [{id: a}]}', 'expect.choice[0].title is missing'],
  [
    '- ask: Age\n  store: a\n  expect: {choice: [a, a]}',
    'expect.choice[1] repeats the id of sections.start[0].expect.choice[0]',
  ],
  ['- ask: Age\n  store: a\n  expect: choice', 'sections.start[0].expect needs buttons or a list in ask'],
  ['- ask: Age\n  store: a\n  retries: 1', 'sections.start[0].retries needs expect beside it'],
  ['- ask: Age\n  store: a\n  expect: email\n  retries: 99', 'sections.start[0].retries must be between 0 and 10'],
  [
    '- ask: Age\n  store: a\n  expect: email\n  otherwise: b',
    'Line 7: sections.start[0].otherwise names the section b',
  ],
  ['- call: {url: "ftp://x.example"}', 'sections.start[0].call.url must be a full http or https URL'],
  ['- call: {url: "https://x.example", body: {a: 1}}', 'call.body needs another method than GET'],
  ['- call: {url: "https://x.example", method: TRACE}', 'call.method must be one of GET, POST'],
  ['- call: {url: "https://x.example", timeoutMs: 60000}', 'call.timeoutMs must be between 100 and 10000'],
  ['- call: {url: "https://x.example", headers: {Host: a}}', 'call.headers.Host is set by the gateway'],
  ['- call: {url: "https://x.example", headers: {"a b": a}}', 'call.headers.a b is not the name of a header'],
  ['- call: {url: "https://x.example/{{ secrets.OTHER }}"}', 'call.url uses the secret OTHER, which the field secrets'],
  ['- call: {url: "https://x.example/{{ secrets[x] }}"}', 'call.url must name the secret'],
  ['- call: {url: "https://x.example", method: POST, body: "{{ secrets.KEY }}"}', 'call.body must not use secrets'],
  ['- call: {url: "https://x.example"}\n  onError: b', 'sections.start[0].onError names the section b'],
  ['- handover: {reason: x}', 'sections.start[0].handover.note is missing'],
];

describe('a step', () => {
  it.each(WRONG_STEPS)('%s is refused', (steps, message) => {
    expect(flowConnector.validate({ definition: flowOf(steps), secrets: 'KEY=abcdef' })).toEqual([
      { field: 'definition', message: expect.stringContaining(message) },
    ]);
  });
});

describe('a trigger', () => {
  it.each([
    ['pattern: "(?=x)"', 'triggers[0].pattern is not a regular expression'],
    ['pattern: "(?<contact>x)"', 'triggers[0].pattern must not be contact'],
    ['media: film', 'triggers[0].media must be true or among image'],
    ['location: near', 'triggers[0].location must be true or false'],
    ['time: {}', 'triggers[0].time needs from, to or days'],
    ['time: {from: "25:00"}', 'triggers[0].time.from must be a time of day'],
    ['time: {from: "09:00", to: "09:00"}', 'triggers[0].time must not begin and end at the same time'],
    ['time: {days: [monday]}', 'triggers[0].time.days[0] must be one of mon, tue'],
    ['time: {from: "09:00", timezone: Mars/Base}', 'triggers[0].time.timezone must be a time zone'],
    ['fallback: true, interrupts: true', 'triggers[0].interrupts would never let a question be answered'],
  ])('{%s} is refused', (trigger, message) => {
    const definition = `triggers: [{${trigger}, goto: a}]\nsections: {a: [{say: Hi}]}`;
    expect(flowConnector.validate({ definition })).toEqual([
      { field: 'definition', message: expect.stringContaining(message) },
    ]);
  });
});

describe('several mistakes', () => {
  it('are told at once, in the order of their lines', () => {
    const definition = `triggers:\n  - {gretting: true, goto: a}\nsections:\n  a:\n    - say: 7\n    - {goto: c}\n  b:\n    - when: a\n      then: [{ask: x}]\n`;
    expect(flowConnector.validate({ definition }).map(({ message }) => message.slice(0, 34))).toEqual([
      'Line 2: triggers[0] needs exactly ',
      'Line 5: sections.a[0].say must be ',
      'Line 6: sections.a[1].goto names t',
      'Line 9: sections.b[0].then[0].stor',
    ]);
  });

  it('are at most twenty', () => {
    const definition = flowOf('- say: 7\n'.repeat(30));
    expect(flowConnector.validate({ definition })).toHaveLength(20);
  });
});

it('sections that nothing leads to are a warning, not a mistake', () => {
  const parsed = parseDefinition(flowOf('- say: Hi', '  lonely:\n    - goto: other\n  other:\n    - end\n'), 'any');
  expect(parsed).toMatchObject({
    ok: true,
    warnings: [{ line: 6, path: 'sections.lonely', message: 'is never reached' }, { path: 'sections.other' }],
  });
});

describe('secrets', () => {
  it.each([
    ['KEY', 'Line 1: must be NAME=value'],
    ['# keys\n\nKEY=abcdef\nKEY=ghijkl', 'Line 4: KEY stands there twice'],
    ['A B=abcdef', 'Line 1: must be NAME=value'],
    ['KEY=abc', 'Line 1: the value of KEY must have at least 4 characters'],
  ])('%j are refused', (secrets, message) => {
    expect(flowConnector.validate({ definition: flowOf('- say: Hi'), secrets })).toEqual([
      { field: 'secrets', message },
    ]);
  });
});

describe('the documentation', () => {
  const page = readFileSync(join(import.meta.dirname, '../../../docs/connectors/flow.md'), 'utf8');
  const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, block = '']) => block);
  /** Whole flows as they are; steps and triggers alone within a flow that has what they lead to. */
  const asFlow = (block: string) => {
    if (/^triggers:/m.test(block) && /^sections:/m.test(block)) return block;
    const names = [...block.matchAll(/(?:goto|otherwise|onError|then|else): (\w+)/g)].map(
      ([, name]) => `  ${name}: [end]\n`,
    );
    const sections = [...new Set(names)].join('');
    if (/^triggers:/m.test(block)) return `${block}\nsections:\n${sections}`;
    return flowOf(block, sections);
  };

  it.each(blocks)('has a valid example: %#', (block) => {
    expect(flowConnector.validate({ definition: asFlow(block), secrets: 'TOKEN=abcdef' })).toEqual([]);
  });

  it('names every trigger, step and expectation', () => {
    const names = ['greeting', 'keyword', 'choice', 'pattern', 'media', 'location', 'time', 'fallback', 'interrupts'];
    const steps = ['say', 'ask', 'when', 'set', 'call', 'goto', 'handover', 'end', 'email', 'phone', 'date', 'number'];
    for (const name of [...names, ...steps]) expect(page).toContain(`\`${name}`);
    expect(blocks.length).toBeGreaterThan(5);
  });
});
