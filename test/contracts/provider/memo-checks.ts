import { expect } from 'vitest';
import type { Memo } from '../../../src/domain/provider.ts';
import { memoryMemo } from '../../support/memo.ts';
import { acceptingAll, createRig } from './rig.ts';
import type { Check, Subject } from './samples.ts';
import { secretFinder } from './secrets.ts';

const MAX_KEY_CHARACTERS = 200;
const MAX_VALUE_BYTES = 16_384;

/** What an adapter remembers is a help, never a need. */
export function memoChecks(subject: Subject): Check[] {
  return [
    {
      name: 'sends while nothing can be remembered',
      run: async () => {
        const away = () => Promise.reject(new Error('the store is away'));
        await sendAll(subject, { read: away, keep: away });
      },
    },
    {
      name: 'sends again by what it remembers',
      run: async () => {
        const memo = memoryMemo();
        await sendAll(subject, memo);
        await sendAll(subject, memo);
      },
    },
    {
      name: 'remembers little, and no secret where it shows',
      run: async () => {
        const kept: [key: string, value: string][] = [];
        const memo = memoryMemo();
        await sendAll(subject, {
          read: memo.read,
          keep: (key, value, until) => {
            kept.push([key, value]);
            return memo.keep(key, value, until);
          },
        });
        for (const [key, value] of kept) {
          // Values are encrypted, keys are not.
          secretFinder(subject)(key, 'the key of a memo');
          expect(key.length, key).toBeLessThanOrEqual(MAX_KEY_CHARACTERS);
          expect(Buffer.byteLength(value), key).toBeLessThanOrEqual(MAX_VALUE_BYTES);
        }
      },
    },
  ];
}

/** Every sample, one after the other over one connection; all must be taken. */
async function sendAll(subject: Subject, memo: Memo): Promise<void> {
  const rig = createRig(subject, acceptingAll(subject), memo);
  for (const content of Object.values(subject.samples.outbound)) {
    expect(await rig.send(content), content.type).toMatchObject({ ok: true });
  }
}
