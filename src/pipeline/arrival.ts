import type { ProviderEvent } from '../domain/events.ts';
import type { WebhookRequest } from '../domain/provider.ts';
import type { ChannelEntry, ConnectionEntry } from '../services/directory.ts';
import type { PipelineObserver } from './observer.ts';

const REPLAYABLE_BYTES = 64 * 1024;

/** A callback URL that was found, and what came to it. */
export interface Arrival {
  entry: ConnectionEntry;
  channel: ChannelEntry;
  request: WebhookRequest;
  receivedAt: number;
}

/** What a verified request says. An adapter must not throw; if it does, the whole body is kept, and can be replayed once it is mended. */
export function readEvents({ entry, request }: Arrival, observer: PipelineObserver): readonly ProviderEvent[] {
  try {
    return entry.provider.parse(request);
  } catch (error) {
    observer.error(`provider ${entry.definition.id}`, error);
    const raw = new TextDecoder().decode(request.body);
    return [{ type: 'unparsable', reason: 'the adapter failed; the log has details', raw }];
  }
}

/** The whole body, so that it can be parsed again; a large one holds too much else, and only the fragment is kept. */
export function replayable(body: Uint8Array): string | null {
  return body.byteLength <= REPLAYABLE_BYTES ? new TextDecoder().decode(body) : null;
}
