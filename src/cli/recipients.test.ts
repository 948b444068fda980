import { expect, test } from 'vitest';
import { readRecipients } from './recipients.ts';

test('CSV is read as spreadsheets write it: marks, quotes, semicolons, spaces, empty lines', () => {
  const text = '\ufeffto; first_name;day\r\n+15550100001;"Ana; B";Friday\r\n\r\n 15550100002 ;Bo;Monday\r\n';
  expect(readRecipients(text, 'list.csv')).toEqual([
    { line: 2, to: '+15550100001', columns: { first_name: 'Ana; B', day: 'Friday' } },
    { line: 4, to: '15550100002', columns: { first_name: 'Bo', day: 'Monday' } },
  ]);
});

test('JSON lines may carry parameters as the API takes them', () => {
  const text = '{"to":"+15550100001","parameters":["Ana",{"type":"text","text":"x"}]}\n\n{"to":"US.abc","day":3}\n';
  expect(readRecipients(text, 'list.jsonl')).toEqual([
    { line: 1, to: '+15550100001', parameters: ['Ana', { type: 'text', text: 'x' }], columns: {} },
    { line: 3, to: 'US.abc', columns: { day: '3' } },
  ]);
});

test.each([
  ['phone,name\n1,Ana\n', 'list has no column "to"; its title line names phone, name'],
  ['to,name\n,Ana\n', 'list, line 2: "to" is empty'],
  ['to,name\n+15550100001\n', 'list: Invalid Record Length'],
  ['', 'list names nobody'],
  ['{"to":"a"}\n{"to":3}', 'list, line 2: "to" must be a phone number or a user id'],
  ['{"to":"a"}\nnonsense', 'list, line 2: '],
  ['{"to":"a"}\n[1]', 'list, line 2: expected an object'],
])('a list that cannot be meant is refused with its line: %j', (text, complaint) => {
  expect(() => readRecipients(text, 'list')).toThrow(complaint);
});
