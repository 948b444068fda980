import { z } from 'zod';
import { type Expectation, wordsIn } from './expectation.ts';

const Email = z.email().max(254);

/** Stores the address as it was written. */
export const email: Expectation = {
  kind: 'email',
  accept: (message) => Email.safeParse(wordsIn(message)).data,
};
