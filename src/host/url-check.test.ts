import { expect, it } from 'vitest';
import { createUrlCheck } from './url-check.ts';

it.each([
  ['http://127.0.0.1:9/hook', 'not a public address (loopback)'],
  ['https://localhost/hook', 'not a public address (loopback)'],
  ['https://10.0.0.7/', 'not a public address (private)'],
  ['https://[::1]/', 'not a public address (loopback)'],
  ['http://93.184.216.34/', 'plain http goes to allowed networks only'],
])('%s would be refused', async (url, why) => {
  const sentence = await createUrlCheck([])(url);
  expect(sentence).toContain(why);
  expect(sentence).toContain('CHASQUI_EGRESS_ALLOW');
});

it.each(['https://93.184.216.34/', 'https://no-such-name.invalid/', 'not a url', 'ftp://127.0.0.1/'])(
  '%s is none of its business',
  async (url) => {
    expect(await createUrlCheck([])(url)).toBeNull();
  },
);

it('lets allowed networks through', async () => {
  expect(await createUrlCheck(['127.0.0.0/8', '::1'])('http://localhost:8080/')).toBeNull();
});

it('names a password in an address, and does not repeat it', async () => {
  const sentence = await createUrlCheck([])('https://user:hunter2@93.184.216.34/');
  expect(sentence).toContain('user name and password do not belong into a URL');
  expect(sentence).not.toContain('hunter2');
});
