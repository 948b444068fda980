import { setTimeout as pause } from 'node:timers/promises';
import { type Api, type Schemas, unwrap } from './client.ts';
import { shorten } from './output.ts';
import { untilInterrupted } from './until-interrupted.ts';

type BulkSend = Schemas['BulkSend'];

/** How often it is asked how far it is. */
const LOOK_EVERY_MS = 500;
const BAR_WIDTH = 24;

/** Shows how it goes on standard error until nobody is left to address and nothing waits to be sent; returns how it ended, or how it was at Ctrl+C. */
export async function followBulkSend(api: Api, id: string): Promise<BulkSend> {
  const stop = untilInterrupted();
  const show = progressLine();
  for (;;) {
    const one = await unwrap(api.GET('/api/v1/bulk-sends/{id}', { params: { path: { id } } }));
    show(one);
    if (isOver(one) || stop.signal.aborted) {
      show.end();
      stop.release();
      return one;
    }
    await pause(LOOK_EVERY_MS, undefined, { signal: stop.signal }).catch(() => undefined);
  }
}

/** A draft and a paused one move only when somebody says so. */
function isOver({ state, progress }: BulkSend): boolean {
  return state !== 'running' && (state !== 'done' || progress.queued === 0);
}

/** `120 of 200 addressed, 80 pending; 110 sent, 4 failed; skipped 2 opted out` */
export function describeProgress({ progress }: BulkSend): string {
  const { total, addressed, pending, skipped, queued, sent, delivered, read, failed } = progress;
  const counts = (named: Readonly<Record<string, number>>) =>
    Object.entries(named)
      .filter(([, count]) => count > 0)
      .map(([name, count]) => `${count} ${name}`)
      .join(', ');
  const left = counts({ pending, 'opted out': skipped.opted_out, twice: skipped.duplicate, invalid: skipped.invalid });
  return [`${addressed} of ${total} addressed`, counts({ 'in line': queued, sent, delivered, read, failed }), left]
    .filter((part) => part !== '')
    .join('; ');
}

/** On a terminal one line that changes; otherwise a line whenever something has changed. */
function progressLine() {
  let last = '';
  const { isTTY, columns = 80 } = process.stderr;
  const show = (one: BulkSend) => {
    const line = isTTY ? shorten(`${bar(one)} ${describeProgress(one)}`, columns - 1) : describeProgress(one);
    if (line === last) return;
    last = line;
    process.stderr.write(isTTY ? `\r\u001b[K${line}` : `${line}\n`);
  };
  show.end = () => void (isTTY && process.stderr.write('\n'));
  return show;
}

function bar({ progress: { total, pending } }: BulkSend): string {
  const full = total === 0 ? 0 : Math.round((BAR_WIDTH * (total - pending)) / total);
  return `[${'█'.repeat(full)}${'░'.repeat(BAR_WIDTH - full)}]`;
}
