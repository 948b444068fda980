import type { Problem } from './service-error.ts';

const MAX_NAME = 200;

/** A name for people: not blank, at most 200 characters. */
export function checkName(name: string): Problem[] {
  if (name.trim() === '') return [{ path: '/name', message: 'Must not be empty.' }];
  if (name.length > MAX_NAME) return [{ path: '/name', message: `Must be at most ${MAX_NAME} characters.` }];
  return [];
}
