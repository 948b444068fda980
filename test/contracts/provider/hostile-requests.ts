import fc from 'fast-check';
import type { WebhookRequest } from '../../../src/domain/provider.ts';
import { type Mutation, mutate, mutationsUpTo } from './mutations.ts';
import type { WebhookSubject } from './samples.ts';
import { spellOut } from './written-oddities.ts';

/** What happens to the bytes of a body on their way. `at`: how far in, 0 to 1. */
export type Damage =
  | { kind: 'cut'; at: number }
  | { kind: 'put_in'; at: number; bytes: Uint8Array }
  | { kind: 'only'; bytes: Uint8Array }
  /** A number that is none instead of the first one from there on. */
  | { kind: 'miscount'; at: number; number: string }
  | { kind: 'byte_order_mark' | 'utf16' | 'latin1' | 'twice' | 'none' };

/** How to spoil a good webhook, small enough to be printed and repeated. */
export interface HostileRequest {
  /** Name of the sample. */
  sample: string;
  changes: readonly Mutation[];
  damage: Damage;
  /** Instead of those of the sample; null takes one away. */
  headers: Readonly<Record<string, string | null>>;
  query: Readonly<Record<string, string | string[]>>;
  receivedAt: number | null;
  address: string | null;
}

const CLAIMS = [
  '',
  'x',
  'sha256=',
  `sha256=${'g'.repeat(64)}`,
  'Basic',
  'Basic Og==',
  'Bearer a.b.c',
  '%',
  'é',
  '\u0000',
];
const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain; charset=utf-16',
  'multipart/form-data',
];
const PARAMETERS = [
  'attempt',
  'sender',
  'type',
  'whatsapp',
  'code',
  'bodySHA256',
  'hub.mode',
  'hub.verify_token',
  'hub.challenge',
];

/** Webhooks of a provider, spoiled; what grows, grows up to about `size`. */
export function hostileRequests({ samples }: WebhookSubject, size: number): fc.Arbitrary<HostileRequest> {
  const names = Object.keys(samples.inbound);
  const { headers, query } = samples.request(samples.inbound[names[0] ?? ''] ?? '');
  const text = fc.oneof(fc.constantFrom(...CLAIMS, ...TYPES), fc.string({ unit: 'binary' }));
  const headerNames = ['content-type', 'authorization', ...samples.proofHeaders, ...Object.keys(headers)];
  const odd = { weight: 1 };
  const usual = { weight: 3 };
  return fc.record({
    sample: fc.constantFrom(...names),
    changes: fc.oneof({ ...odd, arbitrary: fc.constant([]) }, { weight: 4, arbitrary: mutationsUpTo(size) }),
    damage: fc.oneof({ weight: 4, arbitrary: fc.constant({ kind: 'none' as const }) }, { ...odd, arbitrary: damages }),
    headers: fc.oneof(
      { ...usual, arbitrary: fc.constant({}) },
      { ...odd, arbitrary: fc.dictionary(fc.constantFrom(...headerNames), fc.option(text), { maxKeys: 2 }) },
    ),
    query: fc.oneof(
      { ...usual, arbitrary: fc.constant({}) },
      {
        ...odd,
        arbitrary: fc.dictionary(
          fc.constantFrom(...PARAMETERS, ...Object.keys(query)),
          fc.oneof(text, fc.array(text, { maxLength: 2 })),
          { maxKeys: 2 },
        ),
      },
    ),
    receivedAt: fc.option(fc.constant(1_793_800_000_000)),
    address: fc.option(fc.constantFrom('', '::', '127.0.0.1', '::ffff:203.0.113.7', 'unknown', '1.2.3.4.5')),
  });
}

const bytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
const at = fc.double({ min: 0, max: 1, noNaN: true });
const number = fc.constantFrom('NaN', 'Infinity', '007', '1.', '.5', '0x10', '1_000', '+1', '١٢');

const damages: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at }),
  fc.record({ kind: fc.constant('put_in' as const), at, bytes }),
  fc.record({ kind: fc.constant('only' as const), bytes }),
  fc.record({ kind: fc.constant('miscount' as const), at, number }),
  fc.record({
    kind: fc.constantFrom('byte_order_mark' as const, 'utf16' as const, 'latin1' as const, 'twice' as const),
  }),
);

/**
 * The request that the description stands for. The proof is that of the sample: what is judged here is not whether it holds. `most`: how
 * long what is written at length may become.
 */
export function spoil({ samples }: WebhookSubject, hostile: HostileRequest, most?: number): WebhookRequest {
  const good = samples.request(samples.inbound[hostile.sample] ?? '');
  const text = hostile.changes.length === 0 ? undefined : spellOut(mutate(textOf(good.body), hostile.changes), most);
  const body = damaged(text === undefined ? good.body : Buffer.from(text), hostile.damage);
  const { receivedAt: _, address: __, ...rest } = good;
  return {
    ...rest,
    body: new Uint8Array(body),
    headers: { ...good.headers, ...presentOf(hostile.headers) },
    query: { ...good.query, ...hostile.query },
    ...(hostile.receivedAt !== null && { receivedAt: hostile.receivedAt }),
    ...(hostile.address !== null && { address: hostile.address }),
  };
}

function presentOf(headers: HostileRequest['headers']): Record<string, string | undefined> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, value ?? undefined]));
}

function damaged(body: Uint8Array, damage: Damage): Uint8Array {
  const text = textOf(body);
  const place = 'at' in damage ? Math.floor(damage.at * body.length) : 0;
  switch (damage.kind) {
    case 'none':
      return body;
    case 'cut':
      return body.subarray(0, place);
    case 'put_in':
      return Buffer.concat([body.subarray(0, place), damage.bytes, body.subarray(place)]);
    case 'miscount':
      return Buffer.from(text.slice(0, place) + text.slice(place).replace(/"?\d+"?/, damage.number));
    case 'only':
      return damage.bytes;
    case 'byte_order_mark':
      return Buffer.from(`\ufeff${text}`);
    case 'utf16':
      return Buffer.from(text, 'utf16le');
    case 'latin1':
      return Buffer.from(text, 'latin1');
    case 'twice':
      return Buffer.from(text + text);
  }
}

function textOf(body: Uint8Array): string {
  return Buffer.from(body).toString();
}
