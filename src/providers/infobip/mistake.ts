import { countCodePoints } from '../../domain/text-split.ts';

/** Why a message cannot be said at Infobip; `message` tells the operator, with the path of what is wrong. */
export class Mistake extends Error {
  override readonly name = 'Mistake';
}

/** @throws Mistake if the text is longer, in code points. */
export function atMost(max: number, text: string, path: string): string {
  const length = countCodePoints(text);
  if (length > max) throw new Mistake(`${path} has ${length} characters, at most ${max} are allowed by Infobip.`);
  return text;
}

/** @throws Mistake if it is missing. */
export function required<T>(value: T | undefined, path: string): T {
  if (value === undefined) throw new Mistake(`${path} is missing.`);
  return value;
}
