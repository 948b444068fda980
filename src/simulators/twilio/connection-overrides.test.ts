import { expect, test } from 'vitest';
import { readCallbackUrl } from './connection-overrides.ts';

test('without overrides a webhook has 15 seconds, and one more try where nothing was reached', () => {
  const { timeoutMs, isRepeated } = readCallbackUrl('https://gw.example.net/hook');
  expect(timeoutMs).toBe(15_000);
  expect(isRepeated({ attempt: 1, outcome: 'connection' })).toBe(true);
  expect(isRepeated({ attempt: 2, outcome: 'connection' })).toBe(false);
  expect(isRepeated({ attempt: 1, outcome: 'timeout' })).toBe(false);
  expect(isRepeated({ attempt: 1, outcome: 503 })).toBe(false);
});

test.each([
  [{ attempt: 5, outcome: 503 }, true],
  [{ attempt: 6, outcome: 503 }, false],
  [{ attempt: 1, outcome: 'timeout' }, true],
  [{ attempt: 1, outcome: 404 }, false],
] as const)('with #rc=5&rp=5xx,ct,rt after %o another try: %s', (failed, isRepeated) => {
  expect(readCallbackUrl('https://gw.example.net/hook#rc=5&rp=5xx,ct,rt').isRepeated(failed)).toBe(isRepeated);
});

test('more than five retries are not made, whatever is asked for', () => {
  const { isRepeated } = readCallbackUrl('https://gw.example.net/hook#rc=9&rp=all');
  expect(isRepeated({ attempt: 5, outcome: 404 })).toBe(true);
  expect(isRepeated({ attempt: 6, outcome: 404 })).toBe(false);
});

test('times are overridden, and the fragment is neither sent nor signed', () => {
  const target = readCallbackUrl('https://gw.example.net/hook?a=1#ct=1000&rt=2000');
  expect(target).toMatchObject({ timeoutMs: 3_000, url: 'https://gw.example.net/hook?a=1', headers: {} });
  expect(target.signedUrl).toBe(target.url);
});

test('user and password are sent as a header, and stay in what is signed', () => {
  expect(readCallbackUrl('https://op:p%40ss@gw.example.net:8443/hook#rc=1')).toMatchObject({
    signedUrl: 'https://op:p%40ss@gw.example.net:8443/hook',
    url: 'https://gw.example.net:8443/hook',
    headers: { authorization: `Basic ${Buffer.from('op:p@ss').toString('base64')}` },
  });
});
