import type { BulkSendId } from '../../domain/ids.ts';
import type { BulkAction, BulkState } from '../bulk.ts';
import type { Operation } from '../engine.ts';
import { Lanes } from '../work/lanes.ts';
import { type BulkSendRow, lockBulkSends, saveBulkSends } from './bulk-sends.ts';

type Changed = 'ok' | 'unknown' | BulkState;

/** From which states an action leads on, and where to. */
const ACTIONS: Readonly<Record<BulkAction, { from: readonly BulkState[]; to: BulkState }>> = {
  start: { from: ['draft'], to: 'running' },
  pause: { from: ['running'], to: 'paused' },
  resume: { from: ['paused'], to: 'running' },
  stop: { from: ['draft', 'running', 'paused'], to: 'stopped' },
};

/** Starts, pauses, resumes and stops. Whoever has the bulk send in hand finds its lane gone and writes nothing more. */
export const changeBulkSend: Operation<{ id: BulkSendId; action: BulkAction }, Changed> = {
  name: 'bulk.change',
  async run(sql, requests) {
    const ids = requests.map(({ id }) => id);
    const bulks = await lockBulkSends(sql, ids);
    const lanes = new Lanes(sql);
    await lanes.lock(bulks.keys(), ['bulk']);
    const outcomes = requests.map(({ id, action }): Changed => {
      const bulk = bulks.get(id);
      return bulk === undefined ? 'unknown' : change(bulk, action, lanes);
    });
    await Promise.all([saveBulkSends(sql, bulks.values()), lanes.save()]);
    return outcomes;
  },
};

function change(bulk: BulkSendRow, action: BulkAction, lanes: Lanes): Changed {
  const { from, to } = ACTIONS[action];
  if (bulk.state === to) return 'ok';
  if (!from.includes(bulk.state)) return bulk.state;
  bulk.state = to;
  if (to === 'running') bulk.started_at ??= lanes.now;
  if (to === 'stopped') bulk.finished_at = lanes.now;
  const lane = lanes.get(bulk.id, 'bulk');
  if (to === 'running') {
    const { id, channel_id, sender_id } = bulk;
    lanes.create({
      conversation_id: id,
      kind: 'bulk',
      channel_id,
      slot: sender_id,
      due: lanes.now,
      waits_for: null,
    });
  } else if (lane !== undefined) lanes.remove(lane);
  return 'ok';
}
