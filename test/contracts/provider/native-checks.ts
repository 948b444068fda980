import { expect } from 'vitest';
import type { Check, Subject } from './samples.ts';

/** Objects that no provider may claim: somebody's mistakes, and words of our own. */
const ANYBODYS: readonly Record<string, unknown>[] = [
  {},
  { text: 'Hello' },
  { message_text: 'Hello' },
  { to: '15550002222', text: 'Hello' },
  { type: 'poll', question: 'Which?' },
  { type: 'text', text: 'Hello' },
  { message: 'Hello' },
];

/** An object in the provider's own words is sent as it is, so the provider must be sure of it. */
export function nativeChecks({ definition }: Subject): Check[] {
  return [
    {
      name: 'takes nothing for its own words that anybody might say',
      run: () => {
        for (const payload of ANYBODYS) {
          const before = structuredClone(payload);
          expect(definition.isNative?.(payload) ?? false, JSON.stringify(payload)).toBe(false);
          expect(payload).toEqual(before);
        }
      },
    },
  ];
}
