import { expect } from 'vitest';
import type { Person, ProviderEvent } from '../../../src/domain/events.ts';
import type { Identifier } from '../../../src/domain/identity.ts';

/** What every event must have whatever it was made from. */
export function expectSound(event: ProviderEvent): void {
  expect(event.raw, 'raw').not.toBe('');
  if (event.type === 'unparsable') {
    expect(event.reason, 'reason').not.toBe('');
    return;
  }
  expect(event.dedupeKey, 'dedupeKey').not.toBe('');
  if ('sender' in event && event.sender !== undefined) expect(event.sender.value, 'sender').not.toBe('');
  if (event.type === 'account_reported' || event.type === 'unknown_reported') {
    expect(event.kind).toBeTypeOf('string');
    return;
  }
  expect(event.at, 'at').toSatisfy((at: number) => Number.isSafeInteger(at) && at > 0);
  if (event.type === 'identity_changed') expectIdentifiers(event.current);
  else if (event.type === 'status_reported') expectStatus(event);
  else expectOfPerson(event);
}

type OfPerson = Extract<
  ProviderEvent,
  { type: 'message_received' | 'message_echoed' | 'message_amended' | 'preference_reported' | 'control_reported' }
>;

function expectOfPerson(event: OfPerson): void {
  expectPerson(event.person);
  if (event.type === 'preference_reported' || event.type === 'control_reported') return;
  expect(event.providerMessageId, 'providerMessageId').not.toBe('');
  if (event.type === 'message_amended') {
    expect(event.originalProviderId, 'originalProviderId').not.toBe('');
    if (event.amendment.kind === 'revoke') return;
  }
  const content = event.type === 'message_amended' ? event.amendment : event;
  if ('content' in content) expect(content.content.type, 'content').toBeTypeOf('string');
}

function expectStatus(event: Extract<ProviderEvent, { type: 'status_reported' }>): void {
  expect(event.providerMessageId, 'providerMessageId').not.toBe('');
  expect(event.failure === undefined, 'a failure comes with failed and only with it').toBe(event.status !== 'failed');
  if (event.person !== undefined) expectPerson(event.person);
}

function expectPerson(person: Person): void {
  expectIdentifiers(person.identifiers);
}

function expectIdentifiers(identifiers: readonly Identifier[]): void {
  expect(identifiers.length, 'identifiers').toBeGreaterThan(0);
  for (const { kind, value, matchKey } of identifiers) {
    expect(value).not.toBe('');
    expect(matchKey).not.toBe('');
    if (kind === 'phone') expect(value).toMatch(/^\d+$/);
  }
}
