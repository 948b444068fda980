import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import type { BusinessNumber, Person } from './api/types.ts';
import type { PhoneSearch } from './phone-search.ts';

const route = getRouteApi('/simulator');

/** A phone's place on the desk; also its name in the address. */
type Place = 'person' | 'second';

export interface Desk {
  number: BusinessNumber | undefined;
  /** One or two; none while there are no people. */
  phones: readonly { place: Place; person: Person }[];
  /** The phone that the panels beside are about. */
  focused: { place: Place; person: Person } | undefined;
  /** A second phone needs a second person. */
  canHaveSecond: boolean;
  focus(place: Place): void;
  chooseNumber(id: string): void;
  /** Hands the focused phone to somebody; who holds one already keeps it, and it is focused. */
  choosePerson(id: string): void;
  /** Puts a second phone on the desk, or takes it away. */
  toggleSecond(): void;
}

/** Who holds which phone and writes to which number. Kept in the address, so that it survives a reload. */
export function useDesk(numbers: readonly BusinessNumber[], people: readonly Person[]): Desk {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const [focusedPlace, setFocusedPlace] = useState<Place>('person');

  const personOf = (id: string | undefined) => people.find((person) => person.id === id);
  const first = personOf(search.person) ?? people[0];
  const second = personOf(search.second);
  const phones = [
    ...(first ? [{ place: 'person' as const, person: first }] : []),
    ...(second ? [{ place: 'second' as const, person: second }] : []),
  ];
  const focused = phones.find(({ place }) => place === focusedPlace) ?? phones[0];
  const spare = people.find(({ id }) => id !== first?.id);
  const change = (how: (before: PhoneSearch) => PhoneSearch) => void navigate({ search: how, replace: true });

  return {
    number: numbers.find(({ id }) => id === search.number) ?? numbers[0],
    phones,
    focused,
    canHaveSecond: spare !== undefined,
    focus: setFocusedPlace,
    chooseNumber: (id) => change((before) => ({ ...before, number: id })),
    choosePerson(id) {
      const held = phones.find(({ person }) => person.id === id);
      if (held) setFocusedPlace(held.place);
      else change((before) => ({ ...before, [focused?.place ?? 'person']: id }));
    },
    toggleSecond() {
      setFocusedPlace(second ? 'person' : 'second');
      change(({ second: before, ...rest }) => (before || !spare ? rest : { ...rest, second: spare.id }));
    },
  };
}
