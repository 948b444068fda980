import { expect, it } from 'vitest';
import { isSignedOut, Problem, problemText } from './problem.ts';

it('the detail of a problem document is what is said, else its title', () => {
  expect(problemText({ title: 'Conflict', detail: 'It was replayed before.' })).toBe('It was replayed before.');
  expect(problemText({ title: 'Conflict' })).toBe('Conflict');
  expect([problemText('<html>'), problemText(null), problemText({ detail: 7 })]).toEqual(['', '', '']);
});

it('only a 401 means that nobody is signed in', () => {
  expect([401, 403, 0].map((status) => isSignedOut(new Problem(status, '')))).toEqual([true, false, false]);
  expect(isSignedOut(new Error('401'))).toBe(false);
});
