import { compact } from '../../../domain/parsing/fields.ts';
import type { Expectation } from './expectation.ts';

/** Stores `{latitude, longitude, name?, address?}`. */
export const location: Expectation = {
  kind: 'location',
  accept(message) {
    if (message.type !== 'location') return undefined;
    const { latitude, longitude, name, address } = message;
    return compact({ latitude, longitude, name, address });
  },
};
