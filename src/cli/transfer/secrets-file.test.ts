import { expect, test } from 'vitest';
import { parseSecretsFile } from './secrets-file.ts';

const parse = (given: unknown, environment: Record<string, string> = {}) =>
  parseSecretsFile(given, { path: 'secrets.yaml', variable: (name) => environment[name] });
const ofBot = (secret: unknown) => ({ bots: { mine: { secret } } });
/** As it stands in a file. */
const placeholder = (name: string) => `$\{${name}}`;

test('placeholders are filled from the environment, and a doubled sign stands for itself', () => {
  const given = ofBot(`a ${placeholder('ONE')} b $${placeholder('ONE')}`);
  expect(parse(given, { ONE: '1' }).bots).toEqual({ mine: { secret: `a 1 b ${placeholder('ONE')}` } });
});

test('every variable that is not set is named', () => {
  const given = ofBot(`${placeholder('ONE')}${placeholder('TWO')}`);
  expect(() => parse(given)).toThrow('secrets.yaml names variables that are not set: ONE, TWO');
});

test('null is kept, an empty file holds nothing', () => {
  expect(parse(ofBot(null)).bots).toEqual({ mine: { secret: null } });
  expect(parse(null)).toEqual({ bots: {}, channels: {} });
});

test('what is no text is refused without being repeated', () => {
  expect(() => parse(ofBot(12_345_678))).toThrow(/bots\.mine\.secret: (?!.*12345678)/);
});
