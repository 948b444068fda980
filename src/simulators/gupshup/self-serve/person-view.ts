import type { Person } from '../../kit/people.ts';
import type { SelfServeNumber } from '../account.ts';

/** What an app is told of a person. */
export interface VisiblePerson {
  /** Missing for people who are known by their user id alone. */
  readonly phone?: string;
  /** Told only where the app has switched it on. */
  readonly userId?: string;
}

/** What is told of one person arrives in order. */
export function lineOf({ phone, userId, id }: Person): string {
  return phone ?? userId ?? id;
}

export function viewPerson({ phone, userId }: Person, { conditions }: SelfServeNumber): VisiblePerson {
  return { ...(phone && { phone }), ...(userId && conditions.bsuid && { userId }) };
}
