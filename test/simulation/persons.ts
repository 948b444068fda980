import type { SimContext } from './context.ts';
import type { WirePerson } from './wire.ts';

/** Somebody with a phone. */
export interface SimPerson {
  name: string;
  phone: string;
  userId: string;
}

const PHONE_PREFIX = '4915550000';
const USER_ID_PREFIX = 'U.p';

export function person(index: number): SimPerson {
  return { name: `p${index}`, phone: `${PHONE_PREFIX}${index}`, userId: `${USER_ID_PREFIX}${index}` };
}

export function personNamed(name: string): SimPerson {
  return person(Number(name.slice(1)));
}

/** Who these identifiers belong to; several names if they were mixed up. */
export function namesBehind(identifiers: readonly { value: string }[]): string {
  const indexes = identifiers.map(({ value }) => value.replace(PHONE_PREFIX, '').replace(USER_ID_PREFIX, ''));
  return [...new Set(indexes)].map((index) => `p${index}`).join('+');
}

/** The person as an event shows them: by both identifiers, or by one only. */
export function shown({ phone, userId }: SimPerson, { world, profile }: SimContext): WirePerson {
  if (!world.random.chance(profile.partlyKnown)) return { phone, userId };
  return world.random.chance(0.5) ? { phone } : { userId };
}
