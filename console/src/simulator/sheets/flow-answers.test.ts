import { expect, it } from 'vitest';
import { readAnswers, readJson } from './flow-answers.ts';

it('lines without a name are left out, and nothing is sent before there is one', () => {
  const size = { name: ' size ', value: 'L' };
  expect(readAnswers([size, { name: '', value: 'x' }])).toEqual({ size: 'L' });
  expect(readAnswers([{ name: '  ', value: 'x' }])).toBeNull();
});

it('only a JSON object is an answer', () => {
  expect(['{"size":{"eu":44}}', '[1]', 'null', '{'].map(readJson)).toEqual([{ size: { eu: 44 } }, null, null, null]);
});
