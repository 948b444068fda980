import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import type { TwilioAccount } from './accounts.ts';
import type { RenderedAct } from './render-act.ts';
import { addressOf, type TwilioSender } from './senders.ts';
import type { Parameters } from './signature.ts';

export interface Arrival {
  account: TwilioAccount;
  sender: TwilioSender;
  serviceSid: string | undefined;
  person: Person;
  sid: string;
  act: RenderedAct;
  /** `MediaUrl0` and `MediaContentType0`. */
  media: { url: string; mimeType: string } | undefined;
  /** The message that it answers, as it is quoted. */
  quoted: { sid: string; sender: string } | undefined;
}

/** Answers name the message they belong to for seven days. */
const QUOTABLE_MS = 7 * 86_400_000;

/** The form of an inbound message, with what the account adds and leaves out. */
export function renderInbound(arrival: Arrival): Parameters {
  const { account } = arrival;
  const all = { ...renderWhole(arrival), ...account.extraParameters };
  return Object.entries(all).filter(([name]) => !account.omittedParameters?.includes(name));
}

/** `whatsapp:` and the phone number, or the user id of someone who has none. */
export function personAddress({ phone, userId = '' }: Pick<Person, 'phone' | 'userId'>): string {
  return phone === undefined ? `whatsapp:${userId}` : `whatsapp:+${phone}`;
}

/** The message that `entry` answers, if it is young enough. */
export function quotedBy(
  entry: Pick<ChatEntry, 'at' | 'replyTo'>,
  chat: Chat,
  arrival: { sender: TwilioSender; person: Person },
) {
  const answered = entry.replyTo === undefined ? undefined : chat.get(entry.replyTo);
  if (!answered || entry.at - answered.at > QUOTABLE_MS) return undefined;
  const sender = answered.direction === 'from_person' ? personAddress(arrival.person) : addressOf(arrival.sender);
  return { sid: answered.providerMessageId, sender };
}

function renderWhole({ account, sender, serviceSid, person, sid, act, media, quoted }: Arrival) {
  const { name, phone, userId } = person;
  const isOfMetadata = ([name]: [string, string]) => name.startsWith('ChannelMetadata.');
  const parameters = Object.entries(act.parameters);
  return {
    SmsMessageSid: sid,
    NumMedia: media ? '1' : '0',
    ProfileName: name,
    MessageType: act.messageType,
    SmsSid: sid,
    ...(phone && { WaId: phone }),
    SmsStatus: 'received',
    Body: act.body,
    ...(quoted && { OriginalRepliedMessageSid: quoted.sid, OriginalRepliedMessageSender: quoted.sender }),
    To: addressOf(sender),
    NumSegments: '1',
    ReferralNumMedia: '0',
    MessageSid: sid,
    AccountSid: account.sid,
    ...(serviceSid && { MessagingServiceSid: serviceSid }),
    From: personAddress(person),
    ...(userId && { [account.userIdParameter ?? 'ExternalUserId']: `whatsapp:${userId}` }),
    ...(media && { MediaContentType0: media.mimeType, MediaUrl0: media.url }),
    ...Object.fromEntries(parameters.filter((parameter) => !isOfMetadata(parameter))),
    ChannelMetadata: renderMetadata(person, parameters.filter(isOfMetadata)),
    ApiVersion: '2010-04-01',
  };
}

function renderMetadata({ name, phone }: Person, more: [string, string][]): string {
  const context = {
    ProfileName: name,
    ...(phone && { WaId: phone }),
    ...Object.fromEntries(more.map(([key, value]) => [key.replace('ChannelMetadata.', ''), value])),
  };
  return JSON.stringify({ type: 'whatsapp', data: { context } });
}
