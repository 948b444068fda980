import { expect, it } from 'vitest';
import { parsePhoneSearch } from './phone-search.ts';

it('the address names number and people', () => {
  expect(parsePhoneSearch({ number: 'n', person: 'p', second: 's' })).toEqual({
    number: 'n',
    person: 'p',
    second: 's',
  });
});

it('what is not a text, or not ours, is left out', () => {
  expect(parsePhoneSearch({ number: ['n'], person: true, theme: 'x' })).toEqual({});
});

it('an id of digits alone is an id, though the address reads as a number', () => {
  expect(parsePhoneSearch({ number: 100200300 })).toEqual({ number: '100200300' });
});
