import type { z } from 'zod';
import type { DeadLetterView } from '../../store/queries.ts';
import type { deadLetter } from './schemas/dead-letter.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

export function renderDeadLetter(view: DeadLetterView): z.output<typeof deadLetter> {
  return { ...view, at: isoTime(view.at), replayedAt: isoTimeOrNull(view.replayedAt) };
}
