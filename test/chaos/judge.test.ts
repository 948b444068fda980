import { expect, test } from 'vitest';
import { judge } from '../../chaos/judge.ts';
import type { Chat } from '../../chaos/people.ts';

/** What came, in this order; `at` is the place in it. */
function chatWith(
  acknowledged: string[],
  answers: [text: string, numberId?: string][],
  unacknowledged: string[] = [],
): Chat {
  return {
    ...{ personId: 'p1', phone: '15550100001', numberId: 'n1', acknowledged, unacknowledged },
    answers: answers.map(([text, numberId = 'n1'], at) => ({ text, numberId, providerMessageId: `m${at}`, at })),
  };
}

const kindsOf = (chat: Chat) => judge(chat).map(({ kind }) => kind);

test('once, in order, to its person, at its partner: no complaint', () => {
  expect(kindsOf(chatWith(['a', 'b'], [['a'], ['b']]))).toEqual([]);
});

test('what has no answer is lost', () => {
  expect(judge(chatWith(['a', 'b'], [['a']]))).toMatchObject([{ kind: 'lost', text: 'b' }]);
});

test('what has two is doubled, and each is shown', () => {
  const [complaint, ...others] = judge(chatWith(['a', 'b'], [['a'], ['b'], ['a']]));
  expect(others).toEqual([]);
  expect(complaint).toMatchObject({ kind: 'doubled', text: 'a', answers: [{ at: 0 }, { at: 2 }] });
});

test('answers that overtake each other are disordered', () => {
  expect(kindsOf(chatWith(['a', 'b', 'c'], [['b'], ['a'], ['c']]))).toEqual(['disordered']);
});

test('a gap is not taken for disorder', () => {
  expect(kindsOf(chatWith(['a', 'b', 'c'], [['a'], ['c']]))).toEqual(['lost']);
});

test("another number's answer, and somebody else's, are misdelivered", () => {
  expect(kindsOf(chatWith(['a'], [['a'], ['a', 'n2'], ['z']]))).toEqual(['misdelivered', 'misdelivered']);
});

test('what was never acknowledged may be answered or not, but not twice', () => {
  expect(kindsOf(chatWith(['b'], [['b']], ['a']))).toEqual([]);
  expect(kindsOf(chatWith(['b'], [['b'], ['a']], ['a']))).toEqual([]);
  expect(kindsOf(chatWith(['b'], [['a'], ['b'], ['a']], ['a']))).toEqual(['doubled']);
});
