import { type Expectation, wordsIn } from './expectation.ts';
import { isMedia } from './media.ts';

/** Takes every message, and keeps its words, as near as its kind has words. */
export const anything: Expectation = {
  kind: 'any',
  accept(message) {
    const words = wordsIn(message);
    if (words !== undefined) return words;
    if (message.type === 'location') return `${message.latitude},${message.longitude}`;
    return isMedia(message) ? (message.caption ?? message.media.url ?? '') : '';
  },
};
