import type { Operation } from '../engine.ts';
import type { MediaStep } from '../media.ts';
import type { Sql } from '../sql.ts';
import { Lanes } from '../work/lanes.ts';
import { saveTrace } from '../work/stories.ts';
import type { Fenced } from '../work.ts';
import { lockMedia, type MediaRow, readMedia, updateMedia } from './rows.ts';
import { showMedia } from './show-media.ts';

/** Writes what fetching came to: the file's row, the message that shows it, and the in-lane whose turn waits for it. */
export const commitMedia: Operation<MediaStep, Fenced> = {
  name: 'media.commit',
  async run(sql, steps) {
    const { lanes, media } = await lock(
      sql,
      steps.map(({ id }) => id),
    );
    const settled: MediaRow[] = [];
    const changed: MediaRow[] = [];
    const outcomes = steps.map((step): Fenced => {
      const lane = lanes.held(step.lane);
      const row = media.get(step.id);
      if (lane === undefined || row === undefined) return 'lost';
      changed.push(row);
      if (step.outcome === 'retry') {
        row.tries += 1;
        lanes.release(lane, step.dueAt, 'retry');
      } else {
        settle(row, step);
        settled.push(row);
        lanes.remove(lane);
        wakeTurn(lanes, row);
      }
      return 'ok';
    });
    await updateMedia(sql, changed);
    await showMedia(sql, settled);
    await saveTrace(
      sql,
      steps.filter((_, index) => outcomes[index] === 'ok').flatMap(({ trace }) => trace),
    );
    await lanes.save();
    return outcomes;
  },
};

/** Lanes first, as everywhere: a claim that finds a file pending holds its in-lane until it has written that it waits. */
export async function lock(sql: Sql, ids: readonly string[]): Promise<{ lanes: Lanes; media: Map<string, MediaRow> }> {
  const known = await readMedia(sql, ids);
  const lanes = new Lanes(sql);
  const conversations = [...known.values()].map((row) => row.conversation_id).filter((id) => id !== null);
  await lanes.lock(conversations, ['in']);
  await lanes.lock(ids, ['media']);
  return { lanes, media: await lockMedia(sql, ids) };
}

function settle(row: MediaRow, step: Exclude<MediaStep, { outcome: 'retry' }>): void {
  if (step.outcome === 'failed') {
    Object.assign(row, { state: 'failed', failure: step.failure, file_key: null });
    return;
  }
  const { fileKey, mimeType, sizeBytes, sha256 } = step;
  const held = { file_key: fileKey, mime_type: mimeType, size_bytes: sizeBytes, sha256 };
  Object.assign(row, { ...held, state: 'ready', failure: null });
}

/** Claiming decides whether anything else is still awaited. */
export function wakeTurn(lanes: Lanes, { conversation_id }: MediaRow): void {
  const lane = conversation_id === null ? undefined : lanes.get(conversation_id, 'in');
  if (lane?.waits_for === 'media') lanes.release(lane, lanes.now, null);
}
