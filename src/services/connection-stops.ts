import type { Connection, ConnectionStop } from '../domain/channel.ts';
import type { SendFailure } from '../domain/failure.ts';
import type { ChannelId, ConnectionId } from '../domain/ids.ts';
import type { RegistryStore } from '../store/registry.ts';
import type { Directory } from './directory.ts';

/** Stops connections over which every send would fail, durably and for all nodes, until somebody mends what is wrong. */
export interface ConnectionStops {
  /**
   * A failure told that nothing can be sent. `attemptAt`: when the attempt began, by the store's clock.
   *
   * @returns the stop if this call made it; null if it is stopped already, or was released since.
   */
  stop(
    connection: Pick<Connection, 'id'>,
    failure: SendFailure & Required<Pick<SendFailure, 'stops'>>,
    attemptAt: number,
  ): Promise<ConnectionStop | null>;
  /** What waits goes on at once. False: it is not stopped. */
  release(connection: { id: ConnectionId; channelId: ChannelId }): Promise<boolean>;
  /** After another step released connections of this channel. */
  released(channelId: ChannelId): Promise<void>;
}

interface StopParts {
  registry: Pick<RegistryStore, 'stopConnection' | 'releaseConnection' | 'wakeStopped'>;
  directory: Pick<Directory, 'reload'>;
  /** Epoch ms. */
  now(): number;
}

export function createConnectionStops({ registry, directory, now }: StopParts): ConnectionStops {
  /** This node must know before it looks at the lanes again. */
  async function released(channelId: ChannelId): Promise<void> {
    await directory.reload();
    await registry.wakeStopped(channelId);
  }

  return {
    async stop({ id }, { stops, message, code }, attemptAt) {
      const stop = { reason: stops, message, ...(code !== undefined && { code }), at: now(), until: null };
      const isNew = await registry.stopConnection(id, stop, attemptAt);
      await directory.reload();
      return isNew ? stop : null;
    },
    async release({ id, channelId }) {
      const wasStopped = await registry.releaseConnection(id);
      await released(channelId);
      return wasStopped;
    },
    released,
  };
}
