import { expect, test } from 'vitest';
import { type Offered, parseLine } from './parse-line.ts';

const OFFERED: Offered = {
  choices: [
    { kind: 'button', id: 'yes', title: 'Yes' },
    { kind: 'row', id: 'r1', title: 'Espresso' },
  ],
  choicesIn: 'm1',
  last: 'm2',
  own: 'm3',
};
const write = (message: object) => ({ do: 'write', message });

test.each([
  ['  Hi ', write({ type: 'text', text: 'Hi' })],
  ['//x', write({ type: 'text', text: '/x' })],
  ['1', write({ type: 'button', messageId: 'm1', buttonId: 'yes' })],
  ['2', write({ type: 'list', messageId: 'm1', rowId: 'r1' })],
  ['3', write({ type: 'text', text: '3' })],
  ['/react 👍', write({ type: 'reaction', messageId: 'm2', emoji: '👍' })],
  ['/react', write({ type: 'reaction', messageId: 'm2', emoji: '' })],
  ['/reply Yes', write({ type: 'text', text: 'Yes', replyTo: 'm2' })],
  ['/edit No', write({ type: 'edit', messageId: 'm3', text: 'No' })],
  ['/delete', write({ type: 'revoke', messageId: 'm3' })],
  ['/flow {"a": 1}', write({ type: 'flow_reply', messageId: 'm2', data: { a: 1 } })],
  ['/location -12.5, 77', write({ type: 'location', latitude: -12.5, longitude: 77 })],
  ['/contact Ana Rojas +1 555', write({ type: 'contacts', contacts: [{ name: 'Ana Rojas', phones: ['+1 555'] }] })],
  ['/unsupported', write({ type: 'unsupported', kind: 'poll' })],
  ['/image "a b.png" Look here', { do: 'send file', kind: 'image', path: 'a b.png', caption: 'Look here' }],
  ['/clock +24h', { do: 'turn clock', ms: 86_400_000 }],
  ['/opt-out', { do: 'prefer', marketing: 'stop' }],
  ['/business Hello', { do: 'write as business', text: 'Hello' }],
  ['/read', { do: 'read' }],
  ['/help', { do: 'help' }],
  ['/quit', { do: 'quit' }],
  ['   ', { do: 'nothing' }],
])('%j is understood', (line, order) => {
  expect(parseLine(line, OFFERED)).toEqual(order);
});

test.each([
  ['/clock 3x', /\+24h/],
  ['/location here', /latitude,longitude/],
  ['/flow nonsense', /as JSON/],
  ['/edit', /takes a text/],
  ['/image', /a path or an address/],
  ['/contact Ana', /a name and a number/],
  ['/business', /takes a text/],
  ['/dance', /\/dance is not known/],
])('%j is answered with what to write', (line, complaint) => {
  expect(parseLine(line, OFFERED)).toEqual({ do: 'complain', text: expect.stringMatching(complaint) });
});

test('what needs a message says so while there is none', () => {
  expect(parseLine('/react 👍', { choices: [] })).toEqual({ do: 'complain', text: 'the business has not written yet' });
  expect(parseLine('/delete', { choices: [] })).toEqual({ do: 'complain', text: 'you have not written yet' });
});
