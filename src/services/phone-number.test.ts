import { describe, expect, it } from 'vitest';
import { readPhoneNumber } from './phone-number.ts';

describe('a phone number', () => {
  it.each([
    ['+1 (555) 000-1111', '15550001111'],
    ['15550001111', '15550001111'],
    ['0049 151 12345678', '4915112345678'],
    ['+49 (0)151 12345678', '4915112345678'],
    ['+52 1 55 1234 5678', '5215512345678'],
    ['+52 55 1234 5678', '525512345678'],
    ['+54 9 11 1234-5678', '5491112345678'],
  ])('%s is read as %s', (text, digits) => {
    expect(readPhoneNumber(text)).toBe(digits);
  });

  it.each(['', '12', '+1 555', 'call me', 'whatsapp:+15550001111', '+999 123456789', '155500011112222333'])(
    '%j is none',
    (text) => {
      expect(readPhoneNumber(text)).toBeNull();
    },
  );
});
