import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { parseDocument } from './document.ts';
import { renderDocument } from './render-document.ts';

const connection = { provider: 'parcel', state: 'active' };
const channel = { name: 'shop', senders: [{ phoneNumber: '15550001001' }], connections: [connection] };
const read = (parts: object) => parseDocument({ version: 1, ...parts }, 'setup.yaml');

test('another version is refused, whatever else it says', () => {
  expect(() => parseDocument({ version: '1' }, 'setup.yaml')).toThrow('setup.yaml has version "1"');
  expect(() => parseDocument([], 'setup.yaml')).toThrow('it has no "version"');
});

test('mistakes are told together, each with its path', () => {
  const parts = {
    bots: [
      { name: 'mine', connector: 'webhook' },
      { name: 'mine', connector: 'webhook', color: 'red' },
    ],
    channels: [{ ...channel, rules: { turnMode: 'never' }, connections: [connection, connection] }],
  };
  expect(() => read(parts)).toThrow(
    /bots\[1\]: .*color[\s\S]*channels\[0\]\.connections: exactly one connection must be active[\s\S]*channels\[0\]\.rules\.turnMode: /,
  );
  expect(() => read({ channels: [channel, channel] })).toThrow('channels[1].name: "shop" is there twice');
});

test('what is written in either format is read back the same, numbers that are texts too', () => {
  const document = read({ channels: [{ ...channel, rules: { fallbackText: 'yes\n', language: 'no' } }] });
  expect(parseDocument(parse(renderDocument(document, 'yaml')), 'x')).toEqual(document);
  expect(parseDocument(JSON.parse(renderDocument(document, 'json')), 'x')).toEqual(document);
});
