import { expect, test } from 'vitest';
import { fakeConnection, sendCase } from '../../test/support/send-case.ts';
import { doubtUntil } from './doubt-wait.ts';

const NOW = 1_800_000_000_000;
const echoing = fakeConnection({ id: 'con_1', doubt: 'echo' });
const idempotent = fakeConnection({ id: 'con_2', doubt: 'idempotent' });
const doubted = (doubts: number) => sendCase({ now: NOW, active: idempotent, work: { doubts } });

test('where a repetition cannot double a message, the first doubt waits for nothing and the next ones for a while', () => {
  expect(doubtUntil(doubted(0), idempotent, NOW)).toBe(NOW);
  expect(doubtUntil(doubted(1), idempotent, NOW)).toBe(NOW + 15_000);
});

test('an echo is waited for where there is one, and where the attempt’s connection is gone', () => {
  expect(doubtUntil(doubted(0), echoing, NOW)).toBe(NOW + 15_000);
  expect(doubtUntil(doubted(0), undefined, NOW)).toBe(NOW + 15_000);
});
