/**
 * Encryption of credentials at rest: AES-256-GCM under `CHASQUI_SECRET_KEY`. A ciphertext carries the id of its key, so that earlier
 * keys still decrypt, and is bound to its record and field, so that it cannot be moved to another place.
 */
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

const FORMAT = 'v1';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Where a secret lives: record id and field name. */
export interface SecretPlace {
  record: string;
  field: string;
}

export interface Vault {
  /** Of the current key; tells keys apart without revealing them. */
  readonly keyId: string;
  encrypt(clear: string, place: SecretPlace): string;
  /** Throws `SecretUnreadable`: unknown key, changed text, or another place than it was made for. */
  decrypt(ciphertext: string, place: SecretPlace): string;
  /** Encrypted with an earlier key. */
  isStale(ciphertext: string): boolean;
}

/** A secret cannot be decrypted. The message names the place, never the text. */
export class SecretUnreadable extends Error {
  override readonly name = 'SecretUnreadable';
}

/** The key is not base64 of 32 bytes. */
export class BadSecretKey extends Error {
  override readonly name = 'BadSecretKey';
}

/**
 * @param keys.current base64 of 32 bytes; encrypts and decrypts.
 * @param keys.previous earlier keys in the same form; decrypt only.
 * @throws BadSecretKey
 */
export function createVault(keys: { current: string; previous?: readonly string[] }): Vault {
  const current = readKey(keys.current);
  const currentId = keyId(current);
  const known = new Map([...(keys.previous ?? []).map(readKey), current].map((key) => [keyId(key), key]));
  return {
    keyId: currentId,
    encrypt: (clear, place) => `${FORMAT}.${currentId}.${seal(clear, current, place)}`,
    decrypt: (ciphertext, place) => {
      const [format, id = '', sealed = ''] = ciphertext.split('.');
      const key = format === FORMAT ? known.get(id) : undefined;
      if (!key) throw new SecretUnreadable(`${describe(place)} was encrypted with a key that is not configured.`);
      return open(sealed, key, place);
    },
    isStale: (ciphertext) => !ciphertext.startsWith(`${FORMAT}.${currentId}.`),
  };
}

/** A fresh key in the form of `CHASQUI_SECRET_KEY`. */
export function generateSecretKey(): string {
  return randomBytes(KEY_BYTES).toString('base64');
}

function readKey(text: string): Buffer {
  const key = Buffer.from(text, 'base64');
  if (key.length !== KEY_BYTES || !/^[A-Za-z0-9+/_-]+={0,2}$/.test(text)) {
    throw new BadSecretKey(
      'The secret key must be 32 random bytes in base64, for example from `openssl rand -base64 32`.',
    );
  }
  return key;
}

/** The id of the key that a ciphertext was made with. */
export function keyIdOf(ciphertext: string): string {
  return ciphertext.split('.')[1] ?? '';
}

/** Tells keys apart without revealing them. */
function keyId(key: Buffer): string {
  return createHash('sha256').update('chasqui secret key id').update(key).digest('hex').slice(0, 12);
}

function seal(clear: string, key: Buffer, place: SecretPlace): string {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(associated(place));
  return Buffer.concat([iv, cipher.update(clear, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
}

function open(sealed: string, key: Buffer, place: SecretPlace): string {
  const bytes = Buffer.from(sealed, 'base64url');
  const iv = bytes.subarray(0, IV_BYTES);
  const text = bytes.subarray(IV_BYTES, -TAG_BYTES);
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, iv, { authTagLength: TAG_BYTES });
    decipher.setAAD(associated(place)).setAuthTag(bytes.subarray(-TAG_BYTES));
    return Buffer.concat([decipher.update(text), decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SecretUnreadable(`${describe(place)} was changed or belongs elsewhere.`, { cause });
  }
}

function associated(place: SecretPlace): Buffer {
  return Buffer.from(JSON.stringify([place.record, place.field]));
}

function describe(place: SecretPlace): string {
  return `Secret "${place.field}" of ${place.record}`;
}
