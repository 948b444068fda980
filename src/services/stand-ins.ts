import type { ChannelId, ConnectionId } from '../domain/ids.ts';
import type { RegistryStore } from '../store/registry.ts';

/** A connection that sends in place of the active one. */
export interface StandIn {
  connectionId: ConnectionId;
  insteadOf: ConnectionId;
  /** `stopped`: nothing may be sent over the active one; `unavailable`: its provider does not answer. */
  reason: 'stopped' | 'unavailable';
  /** Epoch ms. */
  since: number;
}

/** Which channels send over a connection that stands by: as this node sees it, for each judges by its own attempts. */
export interface StandIns {
  /** Null: the active connection sends. */
  of(channelId: ChannelId): StandIn | null;
  /** What is so now. A change is logged as an event and reported. */
  tell(channelId: ChannelId, now: Omit<StandIn, 'since'> | null): void;
}

interface StandInParts {
  registry: Pick<RegistryStore, 'tellStandIn'>;
  /** Epoch ms. */
  now(): number;
  onChange(channelId: ChannelId, standIn: StandIn | null): void;
  /** The change could not be logged. */
  onError(error: unknown): void;
}

export function createStandIns({ registry, now, onChange, onError }: StandInParts): StandIns {
  const known = new Map<ChannelId, StandIn>();
  return {
    of: (channelId) => known.get(channelId) ?? null,
    tell(channelId, told) {
      const before = known.get(channelId);
      if (before?.connectionId === told?.connectionId && before?.reason === told?.reason) return;
      const standIn = told && { ...told, since: now() };
      if (standIn) known.set(channelId, standIn);
      else known.delete(channelId);
      onChange(channelId, standIn);
      const { insteadOf } = told ?? before ?? {};
      if (insteadOf === undefined) return;
      registry
        .tellStandIn({ channelId, connectionId: standIn?.connectionId ?? insteadOf, standIn })
        .catch((error: unknown) => onError(error));
    },
  };
}
