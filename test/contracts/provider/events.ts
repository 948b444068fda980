import assert from 'node:assert/strict';
import type { Person, ProviderEvent } from '../../../src/domain/events.ts';
import type { Identifier } from '../../../src/domain/identity.ts';

const LATEST = Date.UTC(10_000, 0);
const ATTEMPT_ID = /^att_[0-9A-Za-z]{1,64}$/;

/** What every event must have whatever it was made from. For the fuzzer too, hence without the test runner. */
export function expectSound(event: ProviderEvent): void {
  assert.notEqual(event.raw, '', 'raw');
  if (event.type === 'unparsable') {
    assert.notEqual(event.reason, '', 'reason');
    return;
  }
  assert.notEqual(event.dedupeKey, '', 'dedupeKey');
  assert.equal(typeof event.dedupeKey, 'string', 'dedupeKey');
  if ('sender' in event && event.sender !== undefined) assert.notEqual(event.sender.value, '', 'sender');
  if ('at' in event && event.at !== undefined) expectTime(event.at);
  if (event.type === 'account_reported' || event.type === 'unknown_reported') {
    assert.equal(typeof event.kind, 'string', 'kind');
    return;
  }
  expectTime(event.at);
  if (event.type === 'identity_changed') expectIdentifiers(event.current);
  else if (event.type === 'status_reported') expectStatus(event);
  else expectOfPerson(event);
}

function expectTime(at: number): void {
  assert.ok(Number.isSafeInteger(at) && at > 0 && at < LATEST, `at is ${at}`);
}

type OfPerson = Extract<
  ProviderEvent,
  { type: 'message_received' | 'message_echoed' | 'message_amended' | 'preference_reported' | 'control_reported' }
>;

function expectOfPerson(event: OfPerson): void {
  expectPerson(event.person);
  if (event.type === 'preference_reported' || event.type === 'control_reported') return;
  assert.notEqual(event.providerMessageId, '', 'providerMessageId');
  if (event.type === 'message_amended') {
    assert.notEqual(event.originalProviderId, '', 'originalProviderId');
    if (event.amendment.kind === 'revoke') return;
  }
  const content = event.type === 'message_amended' ? event.amendment : event;
  if ('content' in content) assert.equal(typeof content.content.type, 'string', 'content');
}

function expectStatus(event: Extract<ProviderEvent, { type: 'status_reported' }>): void {
  assert.notEqual(event.providerMessageId, '', 'providerMessageId');
  assert.equal(event.failure === undefined, event.status !== 'failed', 'a failure comes with failed and only with it');
  if (event.attemptId !== undefined) assert.match(event.attemptId, ATTEMPT_ID, 'attemptId');
  if (event.person !== undefined) expectPerson(event.person);
}

function expectPerson(person: Person): void {
  expectIdentifiers(person.identifiers);
}

function expectIdentifiers(identifiers: readonly Identifier[]): void {
  assert.notEqual(identifiers.length, 0, 'identifiers');
  for (const { kind, value, matchKey } of identifiers) {
    assert.notEqual(value, '', 'value of an identifier');
    assert.notEqual(matchKey, '', 'matchKey of an identifier');
    if (kind === 'phone') assert.match(value, /^\d+$/, 'value of a phone');
  }
}
