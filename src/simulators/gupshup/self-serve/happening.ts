import type { ProgressStatus } from '../../kit/progress.ts';
import type { SelfServeNumber } from '../account.ts';
import type { Underway } from '../sending.ts';

export type EventStatus = ProgressStatus | 'enqueued';

/** Something that happened to a message. */
export interface Happening {
  number: SelfServeNumber;
  message: Underway;
  status: EventStatus;
  /** Epoch ms. */
  at: number;
  /** An id that names nothing else. */
  otherId: string;
}
