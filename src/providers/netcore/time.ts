import { UnreadableElement } from '../kit/elements.ts';
import { parseEpoch } from '../kit/time.ts';

const DATE_TIME = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)$/;

/**
 * When something happened, epoch ms: seconds or milliseconds as number or text, or a date with a time whose zone nobody states, so that it
 * is taken for UTC and is never later than the receipt. Without any of these it is the time of receipt. @throws UnreadableElement
 */
export function readTime(value: unknown, receivedAt: number | undefined): number {
  const at = parseEpoch(value) ?? parseDateTime(value, receivedAt) ?? receivedAt;
  if (at === undefined) throw new UnreadableElement('It tells no time.');
  return at;
}

function parseDateTime(value: unknown, receivedAt: number | undefined): number | undefined {
  const found = typeof value === 'string' ? DATE_TIME.exec(value.trim()) : null;
  if (found === null) return undefined;
  const at = Date.parse(`${found[1]}T${found[2]}Z`);
  return Number.isNaN(at) || at <= 0 ? undefined : Math.min(at, receivedAt ?? at);
}
