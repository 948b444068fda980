import { expect, it } from 'vitest';
import { stepKey } from './step.ts';

it('a known step has words of its own', () => expect(stepKey('bot_answered')).toBe('step.bot_answered'));

it("an unknown step keeps the gateway's word", () => {
  expect([stepKey('teleported'), stepKey('other'), stepKey('toString')]).toEqual([
    'step.other',
    'step.other',
    'step.other',
  ]);
});
