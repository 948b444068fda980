import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flowOf, media, place, talkTo, tap } from '../../../../test/support/flow-talk.ts';
import type { TurnMessage } from '../../../domain/connector.ts';
import { parseNumber } from './number.ts';

const NOW = Date.parse('2026-01-05T23:30:00Z');

/** What is stored when this is said to a question that expects so; `undefined`: it is asked again. */
async function stored(expect: string, answer: string | TurnMessage, contact = {}): Promise<unknown> {
  const flow = flowOf(`- ask: Well?\n  store: it\n  expect: ${expect}`);
  const talk = talkTo(flow, { host: { now: () => NOW }, contact });
  await talk.say('Hi');
  const result = await talk.say(answer);
  if (result.outcome !== 'answered') throw new Error(JSON.stringify(result));
  return talk.kept().variables.it;
}

describe('an expected answer', () => {
  it.each<[string, string | TurnMessage, unknown]>([
    ['text', ' Bo ', 'Bo'],
    ['text', tap('b'), 'Title b'],
    ['text', media('image', 'caption'), undefined],
    ['{text: {min: 2, max: 3}}', '👍👍👍', '👍👍👍'],
    ['{text: {min: 2, max: 3}}', 'a', undefined],
    ['{text: {min: 2, max: 3}}', 'abcd', undefined],
    ['{text: {pattern: "^[A-Z]{2}\\\\d+$"}}', 'AB12', 'AB12'],
    ['{text: {pattern: "^[A-Z]{2}\\\\d+$"}}', 'ab12', undefined],
    ['number', '12', 12],
    ['number', 'twelve', undefined],
    ['number', place(1, 2), undefined],
    ['{number: {min: 1, max: 5}}', '5', 5],
    ['{number: {min: 1, max: 5}}', '5,1', undefined],
    ['{number: {min: 1, max: 5}}', '0', undefined],
    ['{number: {integer: true}}', '2,5', undefined],
    ['{number: {integer: true}}', '2,0', 2],
    ['email', ' ada@example.org ', 'ada@example.org'],
    ['email', 'ada@example', undefined],
    ['email', 'I am ada@example.org', undefined],
    ['phone', '+49 30 123456', '+4930123456'],
    ['phone', '030 123456', undefined],
    ['{phone: {country: DE}}', '030/123456', '+4930123456'],
    ['{phone: {country: DE}}', 'call 030 123456 please', undefined],
    ['{phone: {country: DE}}', '12', undefined],
    ['date', '2026-02-28', '2026-02-28'],
    ['date', '5.1.2026', '2026-01-05'],
    ['date', '05.01.2026', '2026-01-05'],
    ['date', '29.2.2026', undefined],
    ['date', '1/2/2026', undefined],
    ['date', 'tomorrow', undefined],
    ['{date: {formats: [M/d/yyyy]}}', '12/24/2026', '2026-12-24'],
    ['{date: {formats: [d LLLL yyyy]}}', '24 December 2026', '2026-12-24'],
    ['{date: {min: today}}', '2026-01-05', '2026-01-05'],
    ['{date: {min: today}}', '2026-01-04', undefined],
    ['{date: {min: today, timezone: Europe/Berlin}}', '2026-01-05', undefined],
    ['{date: {max: "2026-01-31"}}', '2026-02-01', undefined],
    ['{choice: [Yes, No]}', 'no', 'No'],
    ['{choice: [Yes, No]}', '1', 'Yes'],
    ['{choice: [Yes, No]}', tap('Yes'), 'Yes'],
    ['{choice: [Yes, No]}', 'perhaps', undefined],
    ['{choice: [{id: y, title: Of course}]}', 'OF COURSE', 'y'],
    ['{choice: [{id: y, title: Of course}]}', tap('n'), undefined],
    ['location', place(-13.5, 71.9), { latitude: -13.5, longitude: 71.9 }],
    ['location', 'Cusco', undefined],
    [
      'media',
      media('document'),
      { type: 'document', id: 'med_1', mimeType: 'image/png', url: 'https://gateway.example/m/1' },
    ],
    ['{media: [image]}', media('image', 'Me'), expect.objectContaining({ type: 'image', caption: 'Me' })],
    ['{media: image}', media('voice'), undefined],
    ['media', 'a picture', undefined],
  ])('%s: %j', async (expectation, answer, value) => {
    expect(await stored(expectation, answer)).toEqual(value);
  });

  it('of a phone number may leave out the country code of its own country', async () => {
    expect(await stored('phone', '030 123456', { phoneNumber: '493055555555' })).toBe('+4930123456');
  });
});

describe('parseNumber', () => {
  it.each<[string, number | undefined]>([
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1.234.567', 1234567],
    ['1 234', 1234],
    ["1'234.50", 1234.5],
    ['0,125', 0.125],
    ['1,2345', 1.2345],
    ['−3', -3],
    ['+3', 3],
    ['-0', 0],
    ['１２', 12],
    ['٣', 3],
    ['1.234', undefined],
    ['1,234', undefined],
    ['1.23.456', undefined],
    ['1,2,3', undefined],
    ['12 34', undefined],
    ['1e5', undefined],
    ['0x10', undefined],
    ['', undefined],
    ['-', undefined],
    ['12 apples', undefined],
  ])('%j is %s', (text, number) => {
    expect(parseNumber(text)).toBe(number);
  });

  it('reads every number back from how Germans, Americans and Swiss write it, unless it is ambiguous', () => {
    const numbers = fc.integer({ min: -1e12, max: 1e12 }).map((cents) => cents / 100);
    fc.assert(
      fc.property(numbers, fc.constantFrom('de-DE', 'en-US', 'de-CH', 'fr-FR'), (number, locale) => {
        const written = number.toLocaleString(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2 });
        expect(parseNumber(written)).toBe(number === 0 ? 0 : number);
      }),
      { numRuns: 500 },
    );
  });

  it('gives a finite number or nothing, whatever is written', () => {
    const pieces = fc.array(fc.constantFrom('1', '0', '.', ',', ' ', "'", '-', 'x', '٣'), { maxLength: 12 });
    fc.assert(
      fc.property(pieces, (parts) => {
        const number = parseNumber(parts.join(''));
        expect(number === undefined || Number.isFinite(number)).toBe(true);
      }),
      { numRuns: 1_000 },
    );
  });
});

it('every day is read back from every format that is accepted', async () => {
  const days = fc.date({ min: new Date('1900-01-01'), max: new Date('2200-01-01'), noInvalidDate: true });
  await fc.assert(
    fc.asyncProperty(days, async (day) => {
      const [iso = ''] = day.toISOString().split('T');
      const [year, month, date] = iso.split('-').map(Number);
      expect(await stored('date', iso)).toBe(iso);
      expect(await stored('date', `${date}.${month}.${year}`)).toBe(iso);
    }),
    { numRuns: 25 },
  );
});
