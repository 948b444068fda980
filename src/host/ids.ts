import { v7 } from 'uuid';

/** Makes identifiers; tests hand in a counted or seeded one. `prefix` tells people what they look at (`msg_…`). */
export interface Ids {
  next(prefix: string): string;
}

/** Time-ordered, so that new rows stay together in an index. */
export function randomIds(): Ids {
  return { next: (prefix) => `${prefix}_${v7().replaceAll('-', '')}` };
}
