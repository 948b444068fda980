import type { AcceptedSend } from '../kit/accepted.ts';

/** A send that Gupshup took. */
export interface AcceptedMessage extends AcceptedSend {
  readonly numberId: string;
  /** What an enterprise sender asked to have back in reports. */
  readonly extra?: string;
}
