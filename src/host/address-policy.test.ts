import { expect, test } from 'vitest';
import { createAddressPolicy } from './address-policy.ts';

const closed = createAddressPolicy([]);

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '224.0.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '198.18.0.1',
  '240.0.0.1',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::127.0.0.1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  '2001::1',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fec0::1',
  'ff02::1',
  'not an address',
])('%s is refused, also over https', (address) => {
  expect(closed.refusal(address, 'https:')).toBeTypeOf('string');
});

test.each(['93.184.216.34', '2606:2800:220:1::1', '::ffff:93.184.216.34'])(
  '%s is let through over https only',
  (address) => {
    expect(closed.refusal(address, 'https:')).toBeUndefined();
    expect(closed.refusal(address, 'http:')).toContain('plain http');
  },
);

test('an allowed network is reached over http and https, its neighbours are not', () => {
  const policy = createAddressPolicy(['10.0.0.0/8', '::1']);
  expect(policy.refusal('10.9.8.7', 'http:')).toBeUndefined();
  expect(policy.refusal('::ffff:10.9.8.7', 'https:')).toBeUndefined();
  expect(policy.refusal('::1', 'http:')).toBeUndefined();
  expect(policy.refusal('11.0.0.1', 'http:')).toBeTypeOf('string');
  expect(policy.refusal('127.0.0.1', 'http:')).toBeTypeOf('string');
});

test('an entry that is no network is named', () => {
  expect(() => createAddressPolicy(['10.0.0.0/8', 'localhost'])).toThrow('"localhost" is not a network');
});
