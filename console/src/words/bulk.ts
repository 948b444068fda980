import type { BulkSend } from '../api/types.ts';
import type { Tone } from './status.ts';

const TONES: Readonly<Record<BulkSend['state'], Tone>> = {
  draft: 'muted',
  running: 'good',
  paused: 'waiting',
  stopped: 'warning',
  done: 'done',
};

export function bulkTone(state: BulkSend['state']): Tone {
  return TONES[state];
}
