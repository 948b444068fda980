import { expect, test } from 'vitest';
import type { SetupDocument } from './document.ts';
import type { Setup } from './read-setup.ts';
import { unknownSecrets } from './unknown-secrets.ts';

/** Kinds are read for their forms alone. */
const target = {
  providers: [{ id: 'parcel', fields: [{ name: 'account' }, { name: 'key', secret: true }] }],
  connectors: [{ id: 'webhook', fields: [{ name: 'secret', secret: true }] }],
} as unknown as Setup;

const document: SetupDocument = {
  version: 1,
  bots: [
    { name: 'mine', connector: 'webhook' },
    { name: 'odd', connector: 'not at the target' },
  ],
  channels: [{ name: 'shop', senders: [], connections: [{ provider: 'parcel', state: 'active' }] }],
};

test('secrets of what the document has are known, those that are left out on purpose too', () => {
  const secrets = {
    bots: { mine: { secret: null } },
    channels: { shop: { connections: [{ key: 'k' }] } },
  };
  expect(unknownSecrets(secrets, document, target)).toEqual([]);
  expect(unknownSecrets({ channels: { shop: { connections: [null] } } }, document, target)).toEqual([]);
  expect(unknownSecrets({}, document, target)).toEqual([]);
});

test.each([
  [{ bots: { Mine: { secret: 's' } } }, ['bots.Mine']],
  [{ bots: { mine: { secert: 's' } } }, ['bots.mine.secert (its secrets are secret)']],
  [{ channels: { shpo: { connections: [{ key: 'k' }] } } }, ['channels.shpo']],
  [{ channels: { shop: { connections: [null, { key: 'k' }] } } }, ['channels.shop.connections[1]']],
  [
    { channels: { shop: { connections: [{ account: 'a' }] } } },
    ['channels.shop.connections[0].account (its secrets are key)'],
  ],
])('%j is not known', (secrets, paths) => {
  expect(unknownSecrets(secrets, document, target)).toEqual(paths);
});

test('what belongs to a kind that the target does not know is left to the plan', () => {
  expect(unknownSecrets({ bots: { odd: { secret: 's' } } }, document, target)).toEqual([]);
});
