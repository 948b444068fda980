import { expect, test } from 'vitest';
import { HELP, PART_NAMES, readParts } from '../../bench/scale/options.ts';

test('all parts are measured where none is named, and the named ones in their order', () => {
  expect(readParts([])).toEqual(PART_NAMES);
  expect(readParts(['model', 'turn'])).toEqual(['turn', 'model']);
});

test('a part that is not there, and an option that is none, are refused', () => {
  expect(() => readParts(['turn', 'tides'])).toThrow('there is no part tides; there are turn, nodes,');
  expect(() => readParts(['--fast'])).toThrow("Unknown option '--fast'");
});

test('help names every part', () => {
  expect(readParts(['--help'])).toBeNull();
  const told = [...HELP.matchAll(/^ {2}(\w+) {2}/gm)].map(([, name]) => name);
  expect(told).toEqual(PART_NAMES);
});
