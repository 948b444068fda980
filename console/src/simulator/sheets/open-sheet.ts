import type { MediaKind } from '../api/types.ts';

/** Which sheet lies over the chat. `messageId`: the message that it answers. */
export type OpenSheet =
  | { kind: 'list' | 'flow' | 'reaction'; messageId: string }
  /** `as`: what they are sent as; else what they look like. */
  | { kind: 'files'; files: readonly File[]; as?: MediaKind }
  | { kind: 'address' | 'contact' | 'referral' }
  | { kind: 'location' | 'order'; messageId?: string };
