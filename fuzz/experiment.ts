import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Provider, WebhookRequest } from '../src/domain/provider.ts';
import { type HostileRequest, hostileRequests, spoil } from '../test/contracts/provider/hostile-requests.ts';
import { type Mutation, mutate, mutationsUpTo } from '../test/contracts/provider/mutations.ts';
import { createIsolatedProvider } from '../test/contracts/provider/rig.ts';
import type { WebhookSubject } from '../test/contracts/provider/samples.ts';
import { createWitness, type Witness } from '../test/contracts/provider/witness.ts';
import { spellOut } from '../test/contracts/provider/written-oddities.ts';
import type { Target } from './targets.ts';

const LONG = 100_000;
/** As long as the gateway takes. */
const LONGEST = 3_000_000;
/** What is long is tried shorter before: what takes the square of its length would take hours of the longest, and nothing could stop it. */
const SHORTER = [2_000, 50_000];
/** Processor time that a parse may take: a machine's hiccup, and then so much a byte. */
const PARSE_MS = 300;
const PARSE_MS_PER_BYTE = 0.0005;

/** What is tried: a webhook by itself, or a broken one beside a good one. */
export type Try =
  | { product: number; hostile: HostileRequest }
  | { product: number; odd: string; intact: string; changes: readonly Mutation[] };

/** The slowest parse so far, in ms of processor time. */
export interface Slowest {
  ms: number;
  bytes: number;
}

/** A property of all webhooks of a provider; `slowest` is kept up to date. */
export function experimentOn({ subjects }: Target, slowest: Slowest): fc.IProperty<[Try]> {
  const stands = subjects.map((subject) => ({
    subject,
    provider: createIsolatedProvider(subject),
    witness: createWitness(subject),
  }));
  return fc.property(fc.oneof(...subjects.flatMap(triesOf)), (attempt) => {
    const stand = stands[attempt.product];
    assert.ok(stand !== undefined);
    if ('odd' in attempt) tryBeside(stand, attempt);
    else tryAlone(stand, attempt.hostile, slowest);
  });
}

interface Stand {
  subject: WebhookSubject;
  provider: Provider;
  witness: Witness;
}

function triesOf(subject: WebhookSubject, product: number): fc.WeightedArbitrary<Try>[] {
  const alone = (size: number) => hostileRequests(subject, size).map((hostile): Try => ({ product, hostile }));
  const name = fc.constantFrom(...Object.keys(subject.samples.inbound));
  const beside = fc.record({ product: fc.constant(product), odd: name, intact: name, changes: mutationsUpTo(LONG) });
  return [
    { weight: 40, arbitrary: alone(LONG) },
    { weight: 1, arbitrary: alone(LONGEST) },
    ...(subject.samples.combine === undefined ? [] : [{ weight: 10, arbitrary: beside }]),
  ];
}

function tryAlone({ subject, provider, witness }: Stand, hostile: HostileRequest, slowest: Slowest): void {
  const request = spoil(subject, hostile);
  const shorter = SHORTER.filter((most) => most < request.body.length);
  for (const most of shorter) expectSpeed(provider, spoil(subject, hostile, most), slowest);
  expectSpeed(provider, request, slowest);
  witness.parses(request);
  witness.judges(request);
}

function expectSpeed(provider: Provider, request: WebhookRequest, slowest: Slowest): void {
  const ms = parseTime(provider, request);
  const bytes = request.body.length;
  if (ms > slowest.ms) Object.assign(slowest, { ms, bytes });
  assert.ok(ms <= PARSE_MS + bytes * PARSE_MS_PER_BYTE, `a parse is too slow: ${Math.round(ms)} ms, ${bytes} bytes`);
}

/** Of this thread alone: other work on the machine does not count. */
function parseTime(provider: Provider, request: WebhookRequest): number {
  const before = process.threadCpuUsage();
  provider.parse(request);
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}

function tryBeside({ subject, witness }: Stand, { odd, intact, changes }: Extract<Try, { odd: string }>): void {
  const { inbound, combine, request } = subject.samples;
  assert.ok(combine !== undefined);
  const good = inbound[intact] ?? '';
  const broken = mutate(inbound[odd] ?? '', changes);
  const alone = witness.parses(request(combine([good]))).map(textOf);
  for (const bodies of [
    [broken, good],
    [good, broken],
  ]) {
    const together = new Set(witness.parses(request(spellOut(combine(bodies)))).map(textOf));
    for (const event of alone) assert.ok(together.has(event), 'a good event is lost or changed beside a broken one');
  }
}

function textOf(event: unknown): string {
  return JSON.stringify(event);
}
