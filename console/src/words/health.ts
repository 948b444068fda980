import type { ChannelHealth } from '../api/types.ts';
import type { Tone } from './status.ts';

const TONES: Readonly<Record<ChannelHealth['state'], Tone>> = { ok: 'done', attention: 'warning', stopped: 'bad' };

export function healthTone(state: ChannelHealth['state']): Tone {
  return TONES[state];
}
