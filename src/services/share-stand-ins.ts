import type { ChannelId } from '../domain/ids.ts';
import type { Clock } from '../host/clock.ts';
import type { NodeTalk } from '../store/store.ts';
import type { StandIn, StandIns } from './stand-ins.ts';

const TELL_EVERY_MS = 5_000;
/** A node that says nothing for so long has ended, or is of another mind. */
const BELIEVED_MS = 3 * TELL_EVERY_MS;
const PREFIX = 'stand_in ';

interface Told {
  channelId: ChannelId;
  standIn: StandIn | null;
}

/** Tells nodes that send nothing themselves what this one sends over. */
export interface StandInTeller {
  /** At once, and again and again while it is so. */
  changed(channelId: ChannelId, standIn: StandIn | null): void;
  close(): void;
}

export function tellStandIns({ nodes, clock }: { nodes: NodeTalk; clock: Clock }): StandInTeller {
  const known = new Map<ChannelId, StandIn>();
  let cancel: (() => void) | null = null;

  const tell = (told: Told) => nodes.tell(`${PREFIX}${JSON.stringify(told)}`);

  function schedule(): void {
    cancel = clock.setTimer(TELL_EVERY_MS, () => {
      for (const [channelId, standIn] of known) tell({ channelId, standIn });
      if (known.size > 0) schedule();
      else cancel = null;
    });
  }

  return {
    changed(channelId, standIn) {
      if (standIn) known.set(channelId, standIn);
      else known.delete(channelId);
      tell({ channelId, standIn });
      if (cancel === null) schedule();
    },
    close: () => cancel?.(),
  };
}

interface HearingParts {
  nodes: NodeTalk;
  /** Epoch ms. */
  now(): number;
  onError(error: unknown): void;
}

/** What nodes that send told last, for one that sends nothing; a moment after its start it knows nothing yet. */
export function hearStandIns({ nodes, now, onError }: HearingParts): Pick<StandIns, 'of'> & { close(): void } {
  const heard = new Map<ChannelId, { standIn: StandIn; at: number }>();
  const close = nodes.onTold((text) => {
    if (!text.startsWith(PREFIX)) return;
    try {
      // Another node of this installation wrote it.
      const { channelId, standIn } = JSON.parse(text.slice(PREFIX.length)) as Told;
      if (standIn) heard.set(channelId, { standIn, at: now() });
      else heard.delete(channelId);
    } catch (error) {
      onError(error);
    }
  });
  return {
    of(channelId) {
      const last = heard.get(channelId);
      return last && now() - last.at < BELIEVED_MS ? last.standIn : null;
    },
    close,
  };
}
