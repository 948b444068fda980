import type { SendFailure } from '../domain/failure.ts';
import type { ConnectionEntry } from '../services/directory.ts';
import { StoreUnavailable } from '../store/store.ts';
import type { PipelineContext } from './parts.ts';

/** Nothing is sent over a connection any more after a failure that every further send would share. `attemptAt`: by the store's clock. */
export async function stopIfTold(
  { connection }: ConnectionEntry,
  { failure, attemptAt }: { failure: SendFailure; attemptAt: number | Promise<number> },
  { stops, observer }: Pick<PipelineContext, 'stops' | 'observer'>,
): Promise<void> {
  if (failure.stops === undefined) return;
  try {
    const stop = await stops.stop(connection, { ...failure, stops: failure.stops }, await attemptAt);
    if (stop) observer.stopped({ connectionId: connection.id, channelId: connection.channelId, stop });
  } catch (error) {
    // The message goes back into the queue, and its next attempt tells it again.
    if (!(error instanceof StoreUnavailable)) throw error;
  }
}
