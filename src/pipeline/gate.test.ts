import { setImmediate as settled } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { createGate } from './gate.ts';

test('lets so many run at once, the others in their order, also after a failure', async () => {
  const gate = createGate(2);
  const begun: number[] = [];
  const pieces = [0, 1, 2, 3].map(() => Promise.withResolvers<number>());
  const running = pieces.map(({ promise }, index) =>
    gate.run(() => {
      begun.push(index);
      return promise;
    }),
  );
  await settled();
  expect(begun).toEqual([0, 1]);
  pieces[1]?.reject(new Error('broken'));
  await expect(running[1]).rejects.toThrow('broken');
  await settled();
  expect(begun).toEqual([0, 1, 2]);
  pieces[0]?.resolve(5);
  expect(await running[0]).toBe(5);
  await settled();
  expect(begun).toEqual([0, 1, 2, 3]);
  for (const { resolve } of pieces) resolve(6);
  expect(await Promise.all([running[2], running[3]])).toEqual([6, 6]);
  expect(await gate.run(async () => 7)).toBe(7);
});
