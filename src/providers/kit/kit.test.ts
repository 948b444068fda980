import { describe, expect, test } from 'vitest';
import { baseUrlProblem, trimBaseUrl } from './base-url.ts';
import { contentHash } from './content-hash.ts';
import { parseElement, UnreadableElement } from './elements.ts';
import { networkFailure } from './exchange.ts';
import { safeFileName } from './file-name.ts';
import { asNumber, asText, parseJson, withoutUndefined } from './json.ts';
import { parsePhone, phoneIdentifier } from './phone.ts';
import { createRedactor } from './redact.ts';
import { isHmacOf, isSameSecret } from './signature.ts';
import { parseEpoch, parseRetryAfter } from './time.ts';

describe('JSON', () => {
  test('keeps the digits of long integers and the numbers that fit', () => {
    expect(parseJson('{"a":9007199254740993,"b":[12345678901234567890],"c":-9007199254740993}')).toEqual({
      a: '9007199254740993',
      b: ['12345678901234567890'],
      c: '-9007199254740993',
    });
    expect(parseJson('{"a": 1234567890123456, "b": 1.2345678901234567, "c": "12345678901234567"}')).toEqual({
      a: 1234567890123456,
      b: 1.2345678901234567,
      c: '12345678901234567',
    });
  });

  test('refuses what is no JSON on both paths', () => {
    expect(() => parseJson('{"a":')).toThrow();
    expect(() => parseJson('{"a":12345678901234567890')).toThrow();
  });

  test('reads texts and numbers from either', () => {
    expect([asText('a'), asText(7), asText(''), asText(null), asText({}), asText(Number.NaN)]).toEqual([
      'a',
      '7',
      undefined,
      undefined,
      undefined,
      undefined,
    ]);
    expect([asNumber(1.5), asNumber('1.5'), asNumber(' '), asNumber('x'), asNumber(null)]).toEqual([
      1.5,
      1.5,
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('leaves out members without a value', () => {
    expect(Object.keys(withoutUndefined({ a: 1, b: undefined, c: null }))).toEqual(['a', 'c']);
  });
});

describe('phone numbers', () => {
  const keyOf = (digits: string) => phoneIdentifier(digits).matchKey;

  test('keep their value as it was given', () => {
    expect(phoneIdentifier('5511987654321')).toMatchObject({ kind: 'phone', value: '5511987654321' });
  });

  test.each([
    ['+44 20 7946-0182', '442079460182'],
    ['whatsapp:+15550104477', '15550104477'],
    ['(1) 555.010.4477', '15550104477'],
    ['1234', undefined],
    ['US.9kTw3X', undefined],
    ['123456789012345678901', undefined],
  ])('%s has the digits %s', (text, digits) => {
    expect(parsePhone(text)).toBe(digits);
  });

  test.each([
    ['Brazil', ['5511987654321', '551187654321']],
    ['Mexico', ['5215512345678', '525512345678']],
    ['Argentina, Buenos Aires', ['5491123456789', '541123456789', '54111523456789']],
    ['Argentina, three digits', ['5493514567890', '543514567890', '54351154567890']],
    ['Argentina, four digits', ['5492966123456', '542966123456', '54296615123456']],
  ])('%s: all spellings of a mobile have one key', (_country, spellings) => {
    expect(new Set(spellings.map(keyOf)).size).toBe(1);
  });

  test.each([
    ['a Brazilian landline and a mobile', '551133334444', '5511933334444'],
    ['numbers of other countries', '447700900461', '44770090046'],
    ['two Mexicans', '5215512345678', '5215512345679'],
  ])('%s keep different keys', (_what, one, other) => {
    expect(keyOf(one)).not.toBe(keyOf(other));
  });
});

describe('times', () => {
  test.each([
    ['1793800000', 1_793_800_000_000],
    [1_793_800_000, 1_793_800_000_000],
    [1_793_800_000_123, 1_793_800_000_123],
    ['-1', undefined],
    ['', undefined],
    [0, undefined],
    [Number.NaN, undefined],
    ['253402300799', 253_402_300_799_000],
    ['253402300800', undefined],
    [919_812_300_001, undefined],
    ['99999999999999999999', undefined],
    [null, undefined],
  ])('the epoch %j is %s ms', (value, ms) => {
    expect(parseEpoch(value)).toBe(ms);
  });

  test('Retry-After is seconds or a date', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(parseRetryAfter('7', now)).toBe(7_000);
    expect(parseRetryAfter('Thu, 01 Jan 2026 00:00:30 GMT', now)).toBe(30_000);
    expect(parseRetryAfter('Wed, 31 Dec 2025 00:00:30 GMT', now)).toBe(0);
    expect(parseRetryAfter('soon', now)).toBeUndefined();
    expect(parseRetryAfter(null, now)).toBeUndefined();
  });
});

describe('signatures', () => {
  const digest = Buffer.from('f7bc83f430538424b13298e6aa6fb143ef4d59a14946175997479dbc2d1a3cd8', 'hex');
  const message = 'The quick brown fox jumps over the lazy dog';

  test('one of the secrets must fit, and every byte', () => {
    const options = { algorithm: 'sha256', secrets: ['key'] } as const;
    expect(isHmacOf(message, digest, options)).toBe(true);
    expect(isHmacOf(message, digest, { ...options, secrets: ['new', 'key'] })).toBe(true);
    expect(isHmacOf(message, digest, { ...options, secrets: [] })).toBe(false);
    expect(isHmacOf(`${message}.`, digest, options)).toBe(false);
    expect(isHmacOf(message, digest.subarray(1), options)).toBe(false);
  });

  test('secrets are compared whole', () => {
    expect(isSameSecret('abc', 'abc')).toBe(true);
    expect(isSameSecret('abc', 'abcd')).toBe(false);
    expect(isSameSecret('abc', '')).toBe(false);
  });
});

describe('redaction', () => {
  test('finds a secret also within JSON and a URL', () => {
    const secret = 'a/b"c d';
    const redact = createRedactor([secret, undefined, '']);
    const said = [
      secret,
      JSON.stringify({ secret }),
      JSON.stringify({ secret }).replaceAll('/', '\\/'),
      encodeURIComponent(secret),
    ];
    for (const text of said) expect(redact(text)).toContain('[secret]');
    expect(redact('nothing here')).toBe('nothing here');
  });

  test('takes characters of patterns for themselves, and the longer of two secrets', () => {
    const redact = createRedactor(['key.1', 'key.1+(x)', '[secret]']);
    expect(redact('key.1+(x), key.1, keyA1, [secret]')).toBe('[secret], [secret], keyA1, [secret]');
  });

  test('leaves what is too short to be a secret: the masks would spell it', () => {
    expect(createRedactor(['s', 'abc'])('this is abc')).toBe('this is abc');
  });
});

describe('network failures', () => {
  test('the deepest known cause decides, and the message is never empty', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    expect(networkFailure(new TypeError('fetch failed', { cause: refused }))).toEqual({
      kind: 'provider_unavailable',
      message: 'Not sent: fetch failed',
      code: 'ECONNREFUSED',
    });
    expect(networkFailure('odd')).toEqual({
      kind: 'outcome_unknown',
      message: 'No readable answer: the request failed',
    });
  });

  test('a cause that is its own cause ends', () => {
    const loop = new Error('loop');
    loop.cause = loop;
    expect(networkFailure(loop).kind).toBe('outcome_unknown');
  });
});

test('an element that throws, on purpose or not, becomes unparsable with its text', () => {
  const parse = (error: unknown) =>
    parseElement(
      () => {
        throw error;
      },
      () => 'text',
    );
  expect(parse(new UnreadableElement('It has no id.'))).toEqual([
    { type: 'unparsable', reason: 'It has no id.', raw: 'text' },
  ]);
  expect(parse('odd')).toEqual([{ type: 'unparsable', reason: 'odd', raw: 'text' }]);
});

test.each([
  ['../../etc/passwd', '_.._etc_passwd'],
  ['a\\b\u0000c.pdf', 'a_b_c.pdf'],
  ['...', undefined],
  ['Rechnung März.pdf', 'Rechnung März.pdf'],
])('the file name %j becomes %j', (name, safe) => {
  expect(safeFileName(name)).toBe(safe);
});

test('an address of an API may have a path, and loses its last slash', () => {
  expect(baseUrlProblem('https://proxy.example/meta/')).toBeUndefined();
  expect(trimBaseUrl('https://proxy.example/meta//')).toBe('https://proxy.example/meta');
});

test('the same text has the same hash, another has another', () => {
  expect(contentHash('a')).toBe(contentHash('a'));
  expect(contentHash('a')).not.toBe(contentHash('b'));
});
