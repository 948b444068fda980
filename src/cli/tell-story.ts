import type { Schemas } from './client.ts';
import { shorten } from './output.ts';

type Entry = Schemas['MessageTrace']['entries'][number];

/** What a message says, in one line. */
export function preview({ content }: Schemas['Message']): string {
  const { type, text, title } = content as { type: string; text?: string; title?: string };
  return shorten(type === 'text' ? (text ?? '') : `[${type}] ${text ?? title ?? ''}`);
}

/** The story of a message, a line a step; why something failed stands beside it. */
export function tellStory({ message, entries, attempts, statuses }: Schemas['MessageTrace']): string {
  const own = entries.map((entry) => ({ at: entry.at, time: entry.at.slice(11, 23), text: describe(entry) }));
  const reported = statuses.map(({ at, status }) => ({
    at,
    time: at.slice(11, 19).padEnd(12),
    text: `status ${status}`,
  }));
  return [
    `${message.id}  ${message.direction}  ${message.status}${because(message.failure)}`,
    preview(message),
    '',
    ...[...own, ...reported].sort(bySecond).map(({ time, text }) => `  ${time}  ${text}`),
    ...attempts.map(({ number, outcome, failure }) => `  attempt ${number}: ${outcome}${because(failure)}`),
  ].join('\n');
}

/** Providers tell the time of a status in whole seconds: within a second it stands behind our own steps, which are in order already. */
function bySecond(left: { at: string }, right: { at: string }): number {
  return left.at.slice(0, 19).localeCompare(right.at.slice(0, 19));
}

function describe({ step, durationMs, detail }: Entry): string {
  const duration = typeof durationMs === 'number' ? ` (${durationMs} ms)` : '';
  return `${step}${duration}${typeof detail?.message === 'string' ? `: ${detail.message}` : ''}`;
}

function because(failure: { kind: string; message: string } | null | undefined): string {
  return failure ? ` (${failure.kind}: ${failure.message})` : '';
}
