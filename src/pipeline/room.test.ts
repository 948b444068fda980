import { expect, test } from 'vitest';
import { createRoom } from './room.ts';

/** A second in which so many are settled while others always wait. */
function busySecond(room: ReturnType<typeof createRoom>, settled: number): void {
  for (let count = 0; count < settled; count += 1) room.settled(1);
  room.look(1_000);
}

test('a store that is slow while others wait gets a queue of a few seconds', () => {
  const room = createRoom(2_000);
  for (let second = 0; second < 20; second += 1) busySecond(room, 66);
  expect(room.size()).toBeCloseTo(264, 0);
});

test('a store that keeps up gets all the room, in a few seconds', () => {
  const room = createRoom(2_000);
  for (let second = 0; second < 2; second += 1) {
    room.settled(0);
    room.look(1_000);
  }
  expect(room.size()).toBe(2_000);
});

test('some room is left to a store that hangs, and it has more again when it goes on', () => {
  const room = createRoom(2_000);
  for (let second = 0; second < 20; second += 1) busySecond(room, 0);
  expect(room.size()).toBe(100);
  for (let second = 0; second < 20; second += 1) busySecond(room, 400);
  expect(room.size()).toBeCloseTo(1_600, 0);
});

test('counts by the time that passed, not by the looks', () => {
  const room = createRoom(2_000);
  for (let look = 0; look < 40; look += 1) {
    for (let count = 0; count < 300; count += 1) room.settled(1);
    room.look(3_000);
  }
  expect(room.size()).toBeCloseTo(400, 0);
});
