/** Opaque identifiers: a branded string can be compared and stored; only the part named beside it may look inside. */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

export type ChannelId = Id<'channel'>;
export type ConnectionId = Id<'connection'>;
export type SenderId = Id<'sender'>;
export type BotId = Id<'bot'>;
export type ContactId = Id<'contact'>;
export type ConversationId = Id<'conversation'>;
export type SessionId = Id<'session'>;
export type MessageId = Id<'message'>;
/** Derived from conversation and first position, so that every try of a turn carries the same one. */
export type TurnId = Id<'turn'>;
export type AttemptId = Id<'attempt'>;
export type BulkSendId = Id<'bulk send'>;
/** The provider's own message id (`wamid.…`, `SM…`). Only its provider's folder may look inside. */
export type ProviderMessageId = Id<'provider message'>;
