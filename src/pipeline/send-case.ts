import type { Template } from '../domain/template.ts';
import type { ChannelEntry, ConnectionEntry } from '../services/directory.ts';
import type { ClaimedSend } from '../store/work.ts';

/** Longest request to a provider; a lease must outlive it before it starts. */
export const PROVIDER_TIMEOUT_MS = 15_000;

/** A claimed message with the connection that it leaves by. */
export interface SendCase {
  work: ClaimedSend;
  channel: ChannelEntry;
  connection: ConnectionEntry;
  /** Our copy of the template that it sends, where there is one. */
  template?: Template;
}
