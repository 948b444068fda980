import { createHash } from 'node:crypto';
import type { ChannelId } from '../../domain/ids.ts';
import type { RegistrySnapshot, StoredBot } from '../registry.ts';
import { storableJson } from '../sql.ts';

/**
 * Names what is stored of a channel, its connections and senders: another revision, another content. What the gateway itself finds out
 * about a connection (`stopped`) is no part of it. Null: there is no such channel.
 */
export function revisionOfChannel(
  { channels, connections, senders }: Pick<RegistrySnapshot, 'channels' | 'connections' | 'senders'>,
  id: ChannelId,
): string | null {
  const channel = channels.find((one) => one.id === id);
  if (!channel) return null;
  const own = connections.filter(({ channelId }) => channelId === id).map(({ stopped: _, ...rest }) => rest);
  return digest([channel, own, senders.filter(({ channelId }) => channelId === id)]);
}

/** The same for a bot. */
export function revisionOfBot({ id, name, connector, settings, secrets, updatedAt }: StoredBot): string {
  return digest([id, name, connector, settings, secrets, updatedAt]);
}

/** Secrets are ciphertexts here, and nothing leads back from a digest. */
function digest(value: unknown): string {
  return createHash('sha256').update(storableJson(value)).digest('base64url');
}
