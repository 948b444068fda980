import { matchChoice } from '../domain/choices.ts';
import type { Turn, TurnMessage } from '../domain/connector.ts';
import type { SessionId } from '../domain/ids.ts';
import { awaitedPayments, receivePayments } from '../domain/payments.ts';
import type { ChannelEntry } from '../services/directory.ts';
import { linkMedia } from '../services/media/links.ts';
import type { ClaimedTurn, ConversationView, SessionWrite, StoredSession, TurnItem } from '../store/work.ts';
import type { PipelineContext } from './parts.ts';

/** The session that the turn's items belong to, judged by when they were received, not by when they are worked on. */
export interface TurnSessionPlan {
  session: SessionWrite;
  isNew: boolean;
}

export function planSession(
  claimed: Pick<ClaimedTurn, 'session' | 'items' | 'turnId'>,
  timeoutMs: number,
): TurnSessionPlan {
  const first = claimed.items[0]?.receivedAt ?? 0;
  const last = claimed.items.at(-1)?.receivedAt ?? first;
  const { session } = claimed;
  const received = claimed.items.map(({ content }) => content);
  if (session && !session.ended && first - session.lastAt < timeoutMs) {
    const variables = receivePayments(session.variables, received);
    return { session: { ...continued(session, last), variables }, isNew: false };
  }
  return {
    isNew: true,
    session: {
      // Derived from the turn: every try of it begins the same session.
      id: `ses_${claimed.turnId}` as SessionId,
      startedAt: first,
      lastAt: last,
      ended: false,
      variables: receivePayments(awaitedPayments(session?.variables ?? {}), received),
      state: null,
      choices: [],
    },
  };
}

function continued(session: StoredSession, lastAt: number): SessionWrite {
  const { revision: _revision, ...rest } = session;
  return { ...rest, lastAt: Math.max(lastAt, session.lastAt) };
}

export interface TurnRequestInput {
  claimed: Pick<ClaimedTurn, 'turnId' | 'tries' | 'frozenAt' | 'conversation' | 'items'>;
  plan: TurnSessionPlan;
  channel: ChannelEntry;
  expiresAt: number;
}

/** The turn as the connector gets it: the same for every try, apart from the count of the try. */
export function buildTurn({ claimed, plan, channel, expiresAt }: TurnRequestInput, context: PipelineContext): Turn {
  const sender = channel.senders.find(({ id }) => id === claimed.conversation.senderId);
  const { links } = context.media;
  const linkTo = (mediaId: string) => links.link(mediaId, claimed.frozenAt);
  return {
    id: claimed.turnId,
    attempt: claimed.tries + 1,
    channel: { id: channel.channel.id, name: channel.channel.name },
    sender: { id: claimed.conversation.senderId, phoneNumber: sender?.phoneNumber ?? '' },
    contact: contactOf(claimed.conversation),
    conversationId: claimed.conversation.id,
    session: {
      id: plan.session.id,
      isNew: plan.isNew,
      variables: plan.session.variables,
      state: plan.session.state,
    },
    messages: claimed.items.map((item) => toTurnMessage(item, plan, linkTo)),
    reply: {
      url: `${context.publicUrl}/api/v1/turns/${claimed.turnId}/reply`,
      token: context.tokens.issue('turn', claimed.turnId),
      expiresAt: new Date(expiresAt).toISOString(),
    },
  };
}

function contactOf(conversation: ConversationView): Turn['contact'] {
  const value = (kind: string) => conversation.identifiers.find((identifier) => identifier.kind === kind)?.value;
  const phoneNumber = value('phone');
  const userId = value('user_id');
  return {
    id: conversation.contactId,
    ...(phoneNumber !== undefined && { phoneNumber }),
    ...(userId !== undefined && { userId }),
    ...(conversation.contactName !== null && { name: conversation.contactName }),
    ...(conversation.contactUsername !== null && { username: conversation.contactUsername }),
  };
}

function toTurnMessage(item: TurnItem, plan: TurnSessionPlan, linkTo: (mediaId: string) => string): TurnMessage {
  const { context } = item;
  const chosen = item.content.type === 'text' ? matchChoice(item.content.text, plan.session.choices) : null;
  const content = chosen ?? linkMedia(item.content, linkTo);
  const isChoice = content.type === 'button_reply' || content.type === 'list_reply';
  return {
    id: item.messageId,
    // The id of a choice is the choice's own; ours then stands beside it.
    ...content,
    ...(isChoice && { messageId: item.messageId }),
    at: new Date(item.providerAt).toISOString(),
    ...(item.replyTo !== null && { replyTo: item.replyTo }),
    ...(context.referral !== undefined && { referral: context.referral }),
    ...(context.forwarded !== undefined && { forwarded: context.forwarded }),
    ...(context.referredProduct !== undefined && { referredProduct: context.referredProduct }),
  };
}
