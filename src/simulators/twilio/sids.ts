import { createHash } from 'node:crypto';

/** What a sid names, by its first two letters. */
export type SidPrefix = 'SM' | 'MM' | 'ME' | 'MG' | 'HX' | 'XE' | 'PN' | 'AC' | 'SK';

/** Makes sids: two letters and 32 lower-case hex digits. */
export type NextSid = (prefix: SidPrefix) => string;

/** Sids carry a random beginning of their own per simulator, so that a restarted one never repeats one. */
export function createNextSid(random: () => number): NextSid {
  const start = Array.from({ length: 16 }, () => Math.floor(random() * 16).toString(16)).join('');
  let count = 0;
  return (prefix) => {
    count += 1;
    return `${prefix}${start}${count.toString(16).padStart(16, '0')}`;
  };
}

/** The same sid for the same seed, also after a restart. */
export function sidOf(prefix: SidPrefix, seed: string): string {
  return `${prefix}${createHash('sha256').update(seed).digest('hex').slice(0, 32)}`;
}
