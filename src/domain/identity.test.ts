import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideIdentity, type Identifier, type IdentifierKind, type KnownContact } from './identity.ts';
import type { ContactId } from './ids.ts';

const id = (kind: IdentifierKind, value: string): Identifier => ({ kind, value, matchKey: value });
const user = (value: string) => id('user_id', value);
const phone = (value: string) => id('phone', value);
const ref = (value: string) => id('provider_ref', value);
const contact = (name: string, createdAt: number, ...identifiers: Identifier[]): KnownContact => ({
  contactId: name as ContactId,
  createdAt,
  identifiers,
});
const nothing = { add: [], move: [], merge: [] };

describe('decideIdentity', () => {
  it('makes a new contact for a stranger', () => {
    const seen = [phone('1'), user('U')];
    expect(decideIdentity({ seen, known: [] })).toEqual({ ...nothing, contactId: null, add: seen });
  });

  it('changes nothing for a person who is known as seen', () => {
    const known = [contact('a', 1, phone('1'), user('U'))];
    expect(decideIdentity({ seen: [phone('1')], known })).toEqual({ ...nothing, contactId: 'a' });
  });

  it('adds an identifier seen together with a known one', () => {
    const known = [contact('a', 1, phone('1'))];
    expect(decideIdentity({ seen: [phone('1'), user('U')], known })).toMatchObject({
      contactId: 'a',
      add: [user('U')],
    });
  });

  it('knows another spelling of a phone by its match key', () => {
    const known = [contact('a', 1, { kind: 'phone', value: '5215550100', matchKey: '525550100' })];
    const seen: Identifier[] = [{ kind: 'phone', value: '525550100', matchKey: '525550100' }];
    expect(decideIdentity({ seen, known })).toEqual({ ...nothing, contactId: 'a' });
  });

  it('gives a recycled number to a new contact when its user id is new', () => {
    const known = [contact('a', 1, phone('1'), user('OLD'))];
    expect(decideIdentity({ seen: [phone('1'), user('NEW')], known })).toEqual({
      contactId: null,
      add: [user('NEW')],
      move: [{ identifier: phone('1'), fromContactId: 'a' }],
      merge: [],
    });
  });

  it('gives a recycled number to the contact that has the user id', () => {
    const known = [contact('a', 1, phone('1'), user('OLD')), contact('b', 2, user('NEW'), phone('2'))];
    expect(decideIdentity({ seen: [phone('1'), user('NEW')], known })).toEqual({
      ...nothing,
      contactId: 'b',
      move: [{ identifier: phone('1'), fromContactId: 'a' }],
    });
  });

  it('merges two contacts of one person into the one that has the user id', () => {
    const known = [contact('a', 1, phone('1')), contact('b', 2, user('U'))];
    expect(decideIdentity({ seen: [phone('1'), user('U')], known })).toEqual({
      ...nothing,
      contactId: 'b',
      merge: [{ loser: 'a', survivor: 'b' }],
    });
  });

  it.each([
    ['the older', contact('x', 1, phone('1')), contact('a', 2, phone('2')), 'x'],
    ['at the same age the smaller id', contact('x', 1, phone('1')), contact('a', 1, phone('2')), 'a'],
  ])('lets %s survive when neither has a user id', (_, first, second, survivor) => {
    expect(decideIdentity({ seen: [phone('1'), phone('2')], known: [first, second] }).contactId).toBe(survivor);
  });

  it('never merges two user ids over a weak identifier, and leaves that where it is', () => {
    const known = [contact('a', 1, user('U1'), ref('R')), contact('b', 2, user('U2'))];
    expect(decideIdentity({ seen: [user('U2'), ref('R')], known })).toEqual({ ...nothing, contactId: 'b' });
  });

  it('believes the phone more than a weak identifier when no user id is seen', () => {
    const known = [contact('a', 1, user('U1'), ref('R')), contact('b', 2, user('U2'), phone('1'))];
    expect(decideIdentity({ seen: [ref('R'), phone('1')], known })).toEqual({ ...nothing, contactId: 'b' });
  });

  it('item 29: leaves the people of a group alone', () => {
    const group: Identifier = { kind: 'group', value: 'g', matchKey: 'g' };
    const sighting = { seen: [phone('1'), group], known: [contact('ana', 1, phone('1'))] };
    expect(decideIdentity(sighting)).toEqual({ contactId: null, add: [group], move: [], merge: [] });
  });

  it('keeps one person when the provider says that the user id changed', () => {
    const known = [contact('a', 1, user('OLD'), phone('1'))];
    expect(decideIdentity({ seen: [user('OLD'), user('NEW')], known })).toEqual({
      ...nothing,
      contactId: 'a',
      add: [user('NEW')],
    });
  });
});

/** Applies decisions as a store does. */
class Contacts {
  readonly #all = new Map<ContactId, Identifier[]>();
  #made = 0;

  see(seen: readonly Identifier[]) {
    const known = [...this.#all].map(([contactId, identifiers]) => ({ contactId, createdAt: 0, identifiers }));
    const decision = decideIdentity({ seen, known });
    const contactId = decision.contactId ?? (`c${this.#made++}` as ContactId);
    const own = this.#all.get(contactId) ?? [];
    for (const { identifier, fromContactId } of decision.move) {
      const left = this.#all.get(fromContactId)?.filter((one) => one.matchKey !== identifier.matchKey) ?? [];
      this.#all.set(fromContactId, left);
      own.push(identifier);
    }
    for (const { loser } of decision.merge) {
      own.push(...(this.#all.get(loser) ?? []));
      this.#all.delete(loser);
    }
    this.#all.set(contactId, [...own, ...decision.add]);
    return decision;
  }

  partition(): string[] {
    return [...this.#all.values()]
      .map((identifiers) =>
        identifiers
          .map(({ matchKey }) => matchKey)
          .toSorted()
          .join(),
      )
      .toSorted();
  }
}

/** Sightings of some people, each of whom has one user id and shares nothing with the others. */
const consistentSightings = fc
  .array(
    fc.record({
      person: fc.constantFrom('p', 'q', 'r'),
      kinds: fc.uniqueArray(fc.constantFrom('U', '1', '2', '3', 'R', 'S'), { minLength: 1, maxLength: 4 }),
    }),
    { maxLength: 12 },
  )
  .map((sightings) =>
    sightings.map(({ person, kinds }) =>
      kinds.map((name) => id(name === 'U' ? 'user_id' : /\d/.test(name) ? 'phone' : 'provider_ref', person + name)),
    ),
  );

describe('in every order', () => {
  it('consistent sightings give the same people', () => {
    const shuffled = consistentSightings.chain((sightings) =>
      fc.tuple(
        fc.constant(sightings),
        fc.shuffledSubarray(sightings, { minLength: sightings.length, maxLength: sightings.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([first, second]) => {
        const [one, other] = [new Contacts(), new Contacts()];
        for (const seen of first) one.see(seen);
        for (const seen of second) other.see(seen);
        expect(other.partition()).toEqual(one.partition());
      }),
    );
  });

  it('a sighting seen again changes nothing, recycled numbers included', () => {
    const kinds: IdentifierKind[] = ['user_id', 'phone', 'parent_user_id', 'provider_ref'];
    const identifier = fc
      .tuple(fc.constantFrom(...kinds), fc.constantFrom('1', '2', '3'))
      .map(([k, v]) => id(k, k + v));
    const sighting = fc.uniqueArray(identifier, {
      minLength: 1,
      maxLength: 4,
      selector: ({ kind, value }) => (kind === 'user_id' ? kind : value),
    });
    fc.assert(
      fc.property(fc.array(sighting, { minLength: 1, maxLength: 12 }), (sightings) => {
        const contacts = new Contacts();
        for (const seen of sightings) {
          contacts.see(seen);
          expect(contacts.see(seen)).toMatchObject(nothing);
        }
      }),
    );
  });
});
