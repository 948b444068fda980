import { describe, expect, it } from 'vitest';
import { flowOf, talkTo, tap, textsOf } from '../../../test/support/flow-talk.ts';

const NOW = Date.parse('2026-01-05T10:00:00Z');

/** What a flow of these steps says to “Hi”. */
async function said(steps: string, more = ''): Promise<unknown[]> {
  return textsOf(await talkTo(flowOf(steps, more), { host: { now: () => NOW } }).say('Hi'));
}

describe('say', () => {
  it('says several parts, with pauses', async () => {
    const steps = '- say: [One, {type: text, text: Two, pauseMs: 500}]';
    expect(await talkTo(flowOf(steps)).say('Hi')).toMatchObject({
      parts: [{ content: { text: 'One' } }, { content: { text: 'Two' }, pauseMs: 500 }],
    });
  });

  it.each([
    ['{{ contact.name | upcase }}', 'ADA'],
    ['{{ message.text }} at {{ now }}', 'Hi at 2026-01-05T10:00:00.000Z'],
    ['{{ now | date: "%d.%m.%Y %H:%M" }}', '05.01.2026 10:00'],
    ['{% if contact.name == "Ada" %}You!{% else %}Who?{% endif %}', 'You!'],
    ['<{{ unknown.member }}{{ constructor }}{{ contact.constructor.name }}>', '<>'],
    ['{{ sender }}', '{"id":"snd_1","phoneNumber":"15550100"}'],
  ])('fills %s', async (template, text) => {
    expect(await said(`- say: ${JSON.stringify(template)}`)).toEqual([text]);
  });

  it('takes computed members', async () => {
    const steps = `
- set: {slots: "[{'id': 'a', 'time': '9:00'}, {'id': 'b', 'time': '10:00'}]"}
- say:
    type: list
    text: When?
    button: Times
    sections: [{rows: {jsonata: "slots.{'id': id, 'title': time}"}}]`;
    expect(await talkTo(flowOf(steps)).say('Hi')).toMatchObject({
      parts: [
        {
          content: {
            sections: [
              {
                rows: [
                  { id: 'a', title: '9:00' },
                  { id: 'b', title: '10:00' },
                ],
              },
            ],
          },
        },
      ],
    });
  });

  it('fails by its place if the computed content could not be sent', async () => {
    expect(
      await talkTo(flowOf('- say: {type: location, latitude: {jsonata: "1000"}, longitude: 1}')).say('Hi'),
    ).toMatchObject({
      outcome: 'failed',
      retryable: false,
      message: expect.stringMatching(/^At sections\.start\[0\]: latitude /),
    });
  });

  it('stops a flow that floods', async () => {
    const steps = `- say: [${'x, '.repeat(20)}]\n- goto: start`;
    expect(await talkTo(flowOf(steps)).say('Hi')).toMatchObject({
      outcome: 'failed',
      message: 'At sections.start[0]: the flow said more than 100 parts in one turn',
    });
  });
});

describe('when', () => {
  const choose = (age: string) => `
- set: {age: ${age}}
- when: age >= 18
  then:
    - when: age > 99
      then: [{say: Really?}]
      else:
        - say: Adult
    - say: Welcome
  else:
    - say: Child
- say: Next`;

  it.each([
    ['7', ['Child', 'Next']],
    ['18', ['Adult', 'Welcome', 'Next']],
    ['100', ['Really?', 'Welcome', 'Next']],
    ['null', ['Child', 'Next']],
  ])('%s takes the right branch and goes on behind it', async (age, answers) => {
    expect(await said(choose(age))).toEqual(answers);
  });

  it.each([
    ['nothing.at.all', 'no'],
    ['""', 'no'],
    ['[]', 'no'],
    ['{}', 'no'],
    ['[0, 1]', 'yes'],
    ['contact.name = "Ada"', 'yes'],
    ['$contains(message.text, /h./i)', 'yes'],
    ['$now() = now', 'yes'],
  ])('%s means %s', async (condition, answer) => {
    const steps = `- when: ${JSON.stringify(condition)}\n  then: yes1\n- say: "no"`;
    expect(await said(steps, '  yes1: [{say: "yes"}]\n')).toEqual([answer]);
  });

  it('fails by its place if it cannot be evaluated', async () => {
    expect(await talkTo(flowOf('- when: "$number(message.text) > 1"\n  then: start')).say('Hi')).toMatchObject({
      outcome: 'failed',
      retryable: false,
      message: expect.stringMatching(/^At sections\.start\[0\]\.when: .*(cast|number)/i),
    });
  });
});

describe('set', () => {
  it('goes in order, keeps constants, forgets what becomes nothing and knows the time', async () => {
    const talk = talkTo(
      flowOf('- set: {a: "1 + 1", b: "a * 2", c: true, d: [x], at: "$millis()", none: nothing, lang: null}'),
      {
        host: { now: () => NOW },
      },
    );
    await talk.say('Hi');
    expect(talk.kept().variables).toEqual({ a: 2, b: 4, c: true, d: ['x'], at: NOW });
  });
});

describe('handover and end', () => {
  it('hands over what was said so far, with a note, and leaves the rest of the turn to the human', async () => {
    const talk = talkTo(
      flowOf('- say: One moment\n- handover: "{{ contact.name }}: {{ message.text }}"\n- say: Never'),
    );
    const result = await talk.say('Help', 'Are you there?');
    expect(textsOf(result)).toEqual(['One moment']);
    expect(result).toMatchObject({ handover: { note: 'Ada: Help' }, state: null });
  });

  it('needs no note', async () => {
    expect(await talkTo(flowOf('- handover')).say('Hi')).toMatchObject({ outcome: 'answered', handover: {} });
  });

  it('end forgets the variables', async () => {
    const talk = talkTo(flowOf('- set: {a: "1"}\n- end'));
    const result = await talk.say('Hi');
    expect(result).toMatchObject({ end: true });
    expect(result).toHaveProperty('variables', {});
  });
});

describe('ask', () => {
  const AGE = flowOf(
    `
- ask: How old are you?
  store: age
  expect: number
  retries: 2
  retry: A number, please.
  otherwise: sorry
- say: "{{ age }}, well"`,
    '  sorry: [{say: Sorry}]\n',
  );

  it('asks once more, over restarts, and then goes elsewhere', async () => {
    const talk = talkTo(AGE);
    expect(textsOf(await talk.say('Hi'))).toEqual(['How old are you?']);
    expect(textsOf(await talk.say('old'))).toEqual(['A number, please.']);
    expect(talk.kept().state).toMatchObject({ misses: 1 });
    expect(textsOf(await talk.say('very'))).toEqual(['A number, please.']);
    expect(textsOf(await talk.say('really'))).toEqual(['Sorry']);
    expect(talk.kept()).toMatchObject({ state: null, variables: {} });
  });

  it('takes a late good answer', async () => {
    const talk = talkTo(AGE);
    await talk.say('Hi', 'old', 'very');
    expect(textsOf(await talk.say('44'))).toEqual(['44, well']);
    expect(talk.kept().variables).toMatchObject({ age: 44 });
  });

  it('repeats itself without retry, and gives the message to the triggers without otherwise', async () => {
    const flow = `
triggers: [{keyword: menu, goto: menu}, {fallback: true, goto: ask}]
sections:
  ask: [{ask: Age?, store: age, expect: number, retries: 1}]
  menu: [{say: Menu}]`;
    const talk = talkTo(flow);
    expect(textsOf(await talk.say('Hi', 'old', 'menu'))).toEqual(['Age?', 'Age?', 'Menu']);
  });

  it('shows the options of a choice as buttons, again when it repeats itself', async () => {
    const talk = talkTo(
      flowOf('- ask: Sure?\n  store: sure\n  expect: {choice: [Yes, {id: n, title: No}]}\n  retry: Tap one.'),
    );
    const buttons = [
      { id: 'Yes', title: 'Yes' },
      { id: 'n', title: 'No' },
    ];
    expect(await talk.say('Hi')).toMatchObject({ parts: [{ content: { type: 'buttons', text: 'Sure?', buttons } }] });
    expect(await talk.say('er')).toMatchObject({
      parts: [{ content: { type: 'buttons', text: 'Tap one.', buttons } }],
    });
  });

  it('takes a tap on its own choice even if a trigger knows that id', async () => {
    const flow = `
triggers: [{choice: a, goto: other}, {fallback: true, goto: ask}]
sections:
  ask:
    - ask: {type: buttons, text: Which?, buttons: [{id: a, title: A}]}
      store: which
      expect: {choice: true}
    - say: "{{ which }}"
  other: [{say: Other}]`;
    const talk = talkTo(flow);
    await talk.say('Hi');
    expect(textsOf(await talk.say(tap('a')))).toEqual(['a']);
    expect(textsOf(await talk.say(tap('a')))).toEqual(['Other']);
  });

  it('knows the rows that an expression made', async () => {
    const steps = `
- set: {slots: "[{'id': 'x', 'time': 'Nine'}]"}
- ask: {type: list, text: When?, button: Times, sections: [{rows: {jsonata: "[slots.{'id': id, 'title': time}]"}}]}
  store: slot
  expect: {choice: true}
- say: "{{ slot }}"`;
    const talk = talkTo(flowOf(steps));
    await talk.say('Hi');
    expect(textsOf(await talk.say('nine'))).toEqual(['x']);
  });

  it('waits within a branch and goes on there', async () => {
    const talk = talkTo(
      flowOf(
        '- when: "true"\n  then:\n    - {ask: A?, store: a}\n    - say: "{{ a }}"\n  else: [{say: No}]\n- say: End',
      ),
    );
    await talk.say('Hi');
    expect(textsOf(await talk.say('x'))).toEqual(['x', 'End']);
  });
});

describe('an edit of the flow', () => {
  const before = flowOf('- {ask: Name?, store: name}\n- say: "Hello {{ name }}"');

  it('that moves a waiting question is noticed', async () => {
    const talk = talkTo(before);
    await talk.say('Hi');
    talk.edit(
      flowOf('- say: New\n- {ask: Other?, store: other}\n- {ask: Name?, store: name}\n- say: "Welcome {{ name }}"'),
    );
    expect(textsOf(await talk.say('Bo'))).toEqual(['Welcome Bo']);
  });

  it.each([
    ['removes it', '- say: New'],
    ['puts another in its place', '- {ask: Town?, store: town}'],
    ['makes it ambiguous', '- say: New\n- {ask: A?, store: name}\n- {ask: B?, store: name}'],
  ])('that %s drops the question', async (_, steps) => {
    const talk = talkTo(before);
    await talk.say('Hi');
    talk.edit(flowOf(steps));
    const [first] = textsOf(await talk.say('Bo'));
    expect(['New', 'Town?']).toContain(first);
    expect(talk.kept().variables).not.toHaveProperty('name');
  });

  it.each([{ section: 'hello', step: 0 }, 'x', 7, [], { section: 'start', at: 1, store: 'name' }])(
    'or a state of another make (%j) does no harm',
    async (state) => {
      const talk = talkTo(before);
      await talk.say('Hi');
      talk.kept().state = state;
      expect(textsOf(await talk.say('Bo'))).toEqual(['Name?']);
    },
  );
});

it('the trace shows where the flow went', async () => {
  const flow = flowOf('- when: "true"\n  then: [{say: Hi}]');
  expect(await talkTo(flow).say('x')).toMatchObject({
    detail: { response: { path: ['triggers[0]', 'sections.start[0]', 'sections.start[0].then[0]'] } },
  });
});
