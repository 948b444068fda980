import type { ChannelId } from '../../domain/ids.ts';
import type { SendRequest } from '../../pipeline/doors.ts';
import { type Access, mayUse, requireScope } from '../../services/access.ts';
import { ServiceError } from '../../services/service-error.ts';
import { invalidRequest } from '../problem.ts';
import type { ApiParts } from './parts.ts';

/** Throws unless this caller may send on this channel, and the conversation, if one is named, is of this channel. */
export async function requireSendable(
  send: SendRequest,
  access: Access,
  conversations: Pick<ApiParts['conversations'], 'get'>,
): Promise<void> {
  requireScope(access, 'send');
  // An id that is not known is refused by the outbox.
  if (!mayUse(access, send.channelId as ChannelId)) {
    throw new ServiceError('forbidden', 'This API key is limited to other channels.');
  }
  const { conversationId } = send.to;
  if (conversationId === undefined) return;
  const { channelId } = await conversations.get(access, conversationId);
  if (channelId === send.channelId) return;
  throw invalidRequest([{ path: '/to/conversationId', message: 'The conversation is of another channel.' }]);
}
