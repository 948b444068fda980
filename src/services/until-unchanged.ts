import { ServiceError } from './service-error.ts';

/** So many changes of one thing never meet by chance. */
const TRIES = 20;

/** Makes a change anew, from what is stored by then, as long as somebody else's came in between. Throws `conflict` in the end. */
export async function untilUnchanged<Result>(change: () => Promise<Result | 'changed'>): Promise<Result> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    const outcome = await change();
    if (outcome !== 'changed') return outcome;
  }
  throw new ServiceError('conflict', 'Others keep changing it at this moment; try again.', { conflict: 'changed' });
}
