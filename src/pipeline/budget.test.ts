import { expect, test } from 'vitest';
import { settle } from '../../test/support/manual-clock.ts';
import type { SenderId } from '../domain/ids.ts';
import { createBudgets } from './budget.ts';

const sender = 'sn_1' as SenderId;

test.each([20, 80, 1_000])('item 49: a second never sees much more than a rate of %i', (rate) => {
  let now = 0;
  const budgets = createBudgets(() => now, null);
  let sent = 0;
  for (; now <= 1_000; now += 10) {
    const tokens = budgets.available(sender, rate);
    budgets.spend(sender, tokens);
    sent += tokens;
  }
  expect(sent).toBeGreaterThanOrEqual(rate);
  expect(sent).toBeLessThanOrEqual(rate * 1.25 + 1);
});

test('item 49: received messages that count towards the rate can put it in debt', () => {
  const budgets = createBudgets(() => 0, null);
  budgets.available(sender, 80);
  budgets.spend(sender, 50);
  expect(budgets.available(sender, 80)).toBe(0);
});

test('a backlog of received messages silences a sender for little more than a second', () => {
  let now = 0;
  const budgets = createBudgets(() => now, null);
  budgets.available(sender, 80);
  budgets.spend(sender, 5_000);
  now = 1_100;
  expect(budgets.available(sender, 80)).toBeGreaterThan(0);
});

test('a sender that nobody asks for any more is no reason to look again', () => {
  let now = 0;
  const budgets = createBudgets(() => now, null);
  budgets.spend(sender, budgets.available(sender, 80));
  expect(budgets.nextRefillAt()).not.toBeNull();
  now = 61_000;
  expect(budgets.nextRefillAt()).toBeNull();
});

test('tells when an exhausted sender has a token again', () => {
  let now = 0;
  const budgets = createBudgets(() => now, null);
  budgets.spend(sender, budgets.available(sender, 80));
  now = budgets.nextRefillAt() ?? Number.NaN;
  expect(now).toBeCloseTo(12.5);
  expect(budgets.available(sender, 80)).toBe(1);
});

test('a suspended sender has nothing until its time is over', () => {
  let now = 0;
  const budgets = createBudgets(() => now, null);
  budgets.available(sender, 80);
  budgets.suspend(sender, 4_000);
  expect(budgets.available(sender, 80)).toBe(0);
  expect(budgets.nextRefillAt()).toBe(4_000);
  now = 4_000;
  expect(budgets.available(sender, 80)).toBe(20);
});

test('nodes that share a sender borrow in slices and only what is granted', async () => {
  const asked: number[] = [];
  const budgets = createBudgets(
    () => 0,
    async (_sender, _perSecond, want) => {
      asked.push(want);
      return 3;
    },
  );
  budgets.spend(sender, budgets.available(sender, 80));
  expect(budgets.available(sender, 80)).toBe(0);
  await settle();
  expect(budgets.available(sender, 80)).toBe(3);
  expect(asked[0]).toBe(20);
});

test('what is given back at once is no more than may go out at once, also where it was borrowed', async () => {
  const budgets = createBudgets(
    () => 0,
    async (_sender, _perSecond, want) => want,
  );
  let spent = 0;
  for (let round = 0; round < 10; round += 1) {
    const tokens = budgets.available(sender, 80);
    for (let one = 0; one < tokens; one += 1) budgets.spend(sender, 1);
    spent += tokens;
    budgets.available(sender, 80);
    await settle();
  }
  expect(spent).toBe(200);
  for (let one = 0; one < spent; one += 1) budgets.spend(sender, -1);
  expect(budgets.available(sender, 80)).toBe(20);
});
