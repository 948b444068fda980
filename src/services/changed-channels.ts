import type { ChannelId } from '../domain/ids.ts';
import type { ChannelEntry } from './directory.ts';

/** Channels of which operators see something else than before: new, changed and deleted ones. */
export function changedChannels(before: readonly ChannelEntry[], after: readonly ChannelEntry[]): ChannelId[] {
  const [old, fresh] = [signatures(before), signatures(after)];
  return [...new Set([...old.keys(), ...fresh.keys()])].filter((id) => old.get(id) !== fresh.get(id));
}

function signatures(entries: readonly ChannelEntry[]): Map<ChannelId, string> {
  return new Map(
    entries.map(({ channel, senders, connections }) => [
      channel.id,
      JSON.stringify([channel, senders, connections.map(({ connection }) => connection)]),
    ]),
  );
}
