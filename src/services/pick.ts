import type { Sender } from '../domain/channel.ts';
import type { ChannelId } from '../domain/ids.ts';
import { type Access, mayUse } from './access.ts';
import type { ChannelEntry, ConnectionEntry, Directory } from './directory.ts';
import { invalid, notFound, ServiceError } from './service-error.ts';

/** A channel that the caller may see. Throws `not_found`. */
export function pickChannel(directory: Pick<Directory, 'channel'>, access: Access, channelId: string): ChannelEntry {
  const id = channelId as ChannelId; // Looked up here.
  const channel = mayUse(access, id) ? directory.channel(id) : undefined;
  if (!channel) throw notFound('channel');
  return channel;
}

/** The connection asked for, by default the active one. Throws `invalid`, or `conflict` where there is none. */
export function pickConnection({ connections, active }: ChannelEntry, connectionId?: string): ConnectionEntry {
  const wanted =
    connectionId === undefined ? active : connections.find(({ connection }) => connection.id === connectionId);
  if (wanted) return wanted;
  if (connectionId !== undefined) {
    throw invalid([{ path: '/connectionId', message: 'Not a connection of this channel.' }]);
  }
  throw new ServiceError('conflict', 'The channel has no active connection.', { conflict: 'no_connection' });
}

/** The sender asked for, by default the channel's first. Throws `invalid`. */
export function pickSender({ senders }: ChannelEntry, senderId?: string): Sender {
  const wanted = senderId === undefined ? senders[0] : senders.find(({ id }) => id === senderId);
  if (wanted) return wanted;
  throw invalid([{ path: '/senderId', message: 'Not a sender of this channel.' }]);
}
