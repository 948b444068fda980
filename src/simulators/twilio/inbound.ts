import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { NumberDriver, PersonAct, PersonChange } from '../kit/numbers.ts';
import type { Person } from '../kit/people.ts';
import type { World } from '../kit/world.ts';
import type { Accounts, TwilioAccount } from './accounts.ts';
import type { Alerts } from './alerts.ts';
import { personAddress, quotedBy, renderInbound } from './inbound-form.ts';
import type { MessageBook, MessageRecord } from './message-book.ts';
import { type RenderedAct, renderAct } from './render-act.ts';
import type { Replies } from './replies.ts';
import { judgeSandboxText } from './sandbox.ts';
import { addressOf, isSandbox, type Senders, type TwilioSender } from './senders.ts';
import type { Services } from './services.ts';
import type { NextSid } from './sids.ts';
import type { Standings } from './standings.ts';
import type { Statuses } from './statuses.ts';

export interface InboundOptions {
  world: World;
  accounts: Accounts;
  senders: Senders;
  services: Services;
  standings: Standings;
  statuses: Statuses;
  book: MessageBook;
  replies: Replies;
  alerts: Alerts;
  nextSid: NextSid;
  /** Where the API is reached, once that is known. */
  baseUrl(): string | undefined;
}

/** One message of a person. */
interface Visit {
  account: TwilioAccount;
  sender: TwilioSender;
  person: Person;
  chat: Chat;
  entry: Pick<ChatEntry, 'id' | 'at' | 'replyTo'>;
  act: RenderedAct;
  acknowledged(): void;
}

const LARGEST_FILE = 16 * 1024 * 1024;

/** What people do, told to the business by webhook. */
export function createInbound(options: InboundOptions): { driverOf(senderSid: string): NumberDriver } {
  const { world, accounts, senders, services, standings, book, replies, alerts, nextSid } = options;

  const arrive = ({ account, sender, person, chat, entry, act, acknowledged }: Visit) => {
    if (act.file && act.file.bytes.length > LARGEST_FILE) {
      return alerts.raise(account.sid, 11751, 'Media exceeds the limit of 16 MB.');
    }
    const record = createRecord({ account, sender, person, entry, act }, nextSid);
    book.add(record);
    const service = services.ofSender(sender.sid);
    const mediaUrl = `${options.baseUrl() ?? ''}/2010-04-01/Accounts/${account.sid}/Messages/${record.sid}/Media`;
    const [media] = record.media;
    const parameters = renderInbound({
      ...{ account, sender, person, act, sid: record.sid, serviceSid: service?.sid },
      media: media?.file && { url: `${mediaUrl}/${media.sid}`, mimeType: media.file.mimeType },
      quoted: quotedBy(entry, chat, { sender, person }),
    });
    const { callback_url, callback_method: method, fallback_url: fallbackUrl } = sender.webhook;
    const url = service?.inboundRequestUrl ?? callback_url;
    if (url) replies.tell({ sender, parameters, line: person.id, acknowledged }, { url, method, fallbackUrl });
  };

  /** Whether the sandbox keeps a message to itself, which it then answers. */
  const isKeptBySandbox = ({ account, sender, person, chat }: Visit, text: string | undefined): boolean => {
    if (!isSandbox(sender)) return false;
    const verdict = judgeSandboxText({ personId: person.id, account, text }, { accounts, standings });
    if (!verdict) return false;
    const id = nextSid('SM');
    world.addEntry(chat, {
      ...{ id, providerMessageId: id, at: world.clock.now(), kind: 'text', status: 'delivered' },
      direction: 'from_business',
      content: { text: verdict.reply },
    });
    return !(verdict.isJoin && account.forwardsJoin);
  };

  const sceneOf = (senderSid: string, person: Person) => {
    const sender = senders.require(senderSid);
    return {
      account: accounts.require(sender.accountSid),
      sender,
      person,
      chat: world.chats.open(senderSid, person.id),
    };
  };

  const acted = (senderSid: string, person: Person, entry: ChatEntry, act: PersonAct) => {
    const scene = sceneOf(senderSid, person);
    const isTemplate = (messageId: string) => scene.chat.get(messageId)?.content.template !== undefined;
    const rendered = renderAct(act, { listReply: scene.account.listReply, isTemplate });
    const acknowledged = () => world.setStatus(scene.chat, entry, 'delivered');
    const visit = { ...scene, entry, act: rendered, acknowledged };
    if (!isKeptBySandbox(visit, act.kind === 'text' ? act.text : undefined)) arrive(visit);
  };

  const changed = (senderSid: string, person: Person, change: PersonChange) => {
    if (change.kind !== 'reaction') return;
    const scene = sceneOf(senderSid, person);
    const entry = { id: nextSid('SM'), at: world.clock.now(), replyTo: change.of.id };
    const act = { messageType: 'reaction', body: change.emoji, parameters: {} };
    arrive({ ...scene, entry, act, acknowledged: () => {} });
  };

  return {
    driverOf: (senderSid) => ({
      nextMessageId: () => nextSid('SM'),
      personActed: (person, entry, act) => acted(senderSid, person, entry, act),
      personRead: (_person, entries) => options.statuses.read(entries),
      personChanged: (person, change) => changed(senderSid, person, change),
    }),
  };
}

function createRecord(
  { account, sender, person, entry, act }: Omit<Visit, 'chat' | 'acknowledged'>,
  nextSid: NextSid,
): MessageRecord {
  return {
    sid: entry.id,
    accountSid: account.sid,
    senderSid: sender.sid,
    direction: 'inbound',
    from: personAddress(person),
    to: addressOf(sender),
    body: act.body,
    status: 'received',
    media: act.file ? [{ sid: nextSid('ME'), file: act.file }] : [],
    createdAt: entry.at,
    sentAt: entry.at,
    updatedAt: entry.at,
  };
}
