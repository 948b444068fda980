import { expect, test } from 'vitest';
import { StoreUnavailable } from '../store.ts';
import { judge, judgeAfterRetries } from './errors.ts';

const told = (code: string) => Object.assign(new Error('as the server says it'), { code });

test.each(['40001', '40P01', '23505'])('a race between nodes (%s) is settled by another try', (code) => {
  expect(judge(told(code))).toBe('retry');
});

test.each(['08006', '25P03', '25006', '40003', '53300', '55P03', '57P01', '58030', 'ECONNREFUSED'])(
  'the database is in trouble (%s): whoever wrote repeats it, and nothing becomes a dead letter',
  (code) => {
    expect(judge(told(code))).toBe('unavailable');
  },
);

test.each(['22P05', '23514', '42703'])('a step that the database can never take (%s) failed', (code) => {
  expect(judge(told(code))).toBe('failed');
});

test("a deadlock that no try ends is the database's trouble, a key that is always taken is the step's", () => {
  expect(judgeAfterRetries(told('40P01'))).toBe('unavailable');
  expect(judgeAfterRetries(told('23505'))).toBe('failed');
});

test('what was judged once stays judged', () => {
  expect(judge(new StoreUnavailable('gone'))).toBe('unavailable');
  expect(judge(new TypeError('a bug of ours'))).toBe('failed');
});

test.each([
  new TypeError("Cannot read properties of undefined (reading 'connectionId')"),
  new SyntaxError('Unexpected token c, "connection" is not valid JSON'),
  Object.assign(new TypeError('The "data" argument must be of type string'), { code: 'ERR_INVALID_ARG_TYPE' }),
])("a bug of ours (%s) is not the database's trouble, whatever it speaks of", (bug) => {
  expect(judge(bug)).toBe('failed');
});

test.each(['Connection terminated unexpectedly', 'Query read timeout', 'timeout exceeded when trying to connect'])(
  'what the driver says of a lost connection (%s) is',
  (message) => {
    expect(judge(new Error(message))).toBe('unavailable');
  },
);
