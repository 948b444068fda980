import { expect, it } from 'vitest';
import { hueOf, initialsOf } from './initials.ts';

it('initials are those of the first and the last word', () => {
  expect(['Lena Fischer', 'Ana María de la Torre', 'noor', ' Ö  ß ', ''].map(initialsOf)).toEqual([
    'LF',
    'AT',
    'N',
    'ÖSS',
    '',
  ]);
});

it('the colour depends on the name alone', () => {
  expect(hueOf('Lena')).toBe(hueOf('Lena'));
  expect(hueOf('Lena')).not.toBe(hueOf('Noor'));
});
