import { describe, expect, it } from 'vitest';
import { BadSecretKey, createVault, generateSecretKey, SecretUnreadable } from './secrets.ts';

const PLACE = { record: 'cn_1', field: 'accessToken' };
const key = generateSecretKey();
const vault = createVault({ current: key });

describe('the vault', () => {
  it('gives back what it took, and never the same ciphertext twice', () => {
    const first = vault.encrypt('s3cret – ñ', PLACE);
    expect(vault.decrypt(first, PLACE)).toBe('s3cret – ñ');
    expect(vault.encrypt('s3cret – ñ', PLACE)).not.toBe(first);
    expect(first).not.toContain('s3cret');
  });

  it('keeps empty secrets too', () => {
    expect(vault.decrypt(vault.encrypt('', PLACE), PLACE)).toBe('');
  });

  it.each([
    ['another record', { ...PLACE, record: 'cn_2' }],
    ['another field', { ...PLACE, field: 'appSecret' }],
  ])('does not open a ciphertext that was moved to %s', (_what, place) => {
    const text = vault.encrypt('secret', PLACE);
    expect(() => vault.decrypt(text, place)).toThrow(SecretUnreadable);
  });

  it('does not open what was changed or cut', () => {
    const text = vault.encrypt('secret', PLACE);
    const [format, id, sealed = ''] = text.split('.');
    const flipped = Buffer.from(sealed, 'base64url');
    flipped[14] = (flipped[14] ?? 0) ^ 1;
    for (const wrong of [flipped.toString('base64url'), sealed.slice(0, 10), '']) {
      expect(() => vault.decrypt(`${format}.${id}.${wrong}`, PLACE)).toThrow(SecretUnreadable);
    }
    expect(() => vault.decrypt('plain text', PLACE)).toThrow(SecretUnreadable);
  });

  it('opens with a previous key, writes with the current one, and knows which is stale', () => {
    const next = createVault({ current: generateSecretKey(), previous: [key] });
    const old = vault.encrypt('secret', PLACE);
    expect(next.decrypt(old, PLACE)).toBe('secret');
    expect(next.isStale(old)).toBe(true);
    const renewed = next.encrypt('secret', PLACE);
    expect(next.isStale(renewed)).toBe(false);
    expect(() => vault.decrypt(renewed, PLACE)).toThrow(SecretUnreadable);
  });

  it('names the place and nothing else when it cannot open', () => {
    const foreign = createVault({ current: generateSecretKey() }).encrypt('s3cret', PLACE);
    expect(() => vault.decrypt(foreign, PLACE)).toThrow('Secret "accessToken" of cn_1');
  });

  it.each(['', 'short', 'not base64 at all, but long enough to be a key!', Buffer.alloc(31).toString('base64')])(
    'refuses %j as a key',
    (text) => {
      expect(() => createVault({ current: text })).toThrow(BadSecretKey);
    },
  );
});
