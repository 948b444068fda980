import { createHash } from 'node:crypto';
import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { NumberDriver, PersonAct, PersonChange } from '../kit/numbers.ts';
import type { Person } from '../kit/people.ts';
import type { World } from '../kit/world.ts';
import type { InfobipAccepted } from './accepted.ts';
import { type Accounts, type InfobipNumber, numberIdOf } from './account.ts';
import { addressOf, renderContact } from './contact.ts';
import type { InfobipIds } from './ids.ts';
import type { MediaLibrary } from './media-library.ts';
import type { Outbox } from './outbox.ts';
import type { Payments } from './payments.ts';
import { renderAct } from './render-act.ts';
import type { Reports } from './reports.ts';
import type { InfobipEvent } from './routing.ts';
import type { SharedSenders } from './shared-sender.ts';
import { renderTime } from './time-format.ts';
import type { WebhookConditions } from './webhook-conditions.ts';

export interface InboundOptions {
  world: World;
  accounts: Accounts;
  accepted: InfobipAccepted;
  ids: InfobipIds;
  library: MediaLibrary;
  outbox: Outbox;
  reports: Reports;
  shared: SharedSenders;
  payments: Payments;
  conditions(): WebhookConditions;
}

/** A message on its way to the account. */
interface Arrival {
  number: InfobipNumber;
  person: Person;
  messageId: string;
  at: number;
  message: Record<string, unknown>;
  /** The message that it answers. */
  replyTo?: string | undefined;
  acknowledged?: () => void;
}

/** What people do, told to the account by webhook. */
export interface Inbound {
  driverOf(sender: string): NumberDriver;
  /** A message of any content, as if the person had sent it. */
  arrive(number: InfobipNumber, person: Person, message: Record<string, unknown>): void;
}

export function createInbound(options: InboundOptions): Inbound {
  const { world, accounts, accepted, ids, library, outbox, reports, shared, payments, conditions } = options;
  const chatOf = (number: InfobipNumber, person: Person) => world.chats.open(numberIdOf(number), person.id);

  const arrive = ({ number, person, messageId, at, message, replyTo, acknowledged }: Arrival) => {
    const chat = chatOf(number, person);
    const { offset } = conditions();
    const paired = pairOf(accepted, chat, replyTo);
    const context =
      replyTo === undefined ? undefined : { from: contextFrom(number, person, chat, replyTo), id: replyTo };
    outbox.send({
      number,
      event: 'INBOUND_MESSAGE',
      chat: person.id,
      entityId: paired.entityId,
      applicationId: paired.applicationId,
      ...(acknowledged && { acknowledged }),
      item: {
        from: addressOf(person),
        to: number.sender,
        integrationType: 'WHATSAPP',
        receivedAt: renderTime(at, offset),
        ...(number.sharedKeyword && { keyword: number.sharedKeyword }),
        messageId,
        ...paired,
        message: { ...message, ...(context && { context }) },
        price: { pricePerMessage: 0, currency: 'EUR' },
        contact: renderContact(person),
      },
    });
  };

  const contextFrom = (number: InfobipNumber, person: Person, chat: Chat, replyTo: string) => {
    const isOwn = chat.get(replyTo)?.direction === 'from_person';
    return isOwn || conditions().contextFrom === 'person' ? addressOf(person) : number.sender;
  };

  const flowTokenOf = (messageId: string) => {
    const content = accepted.get(messageId)?.body.content as { action?: { flowToken?: string } } | undefined;
    return content?.action?.flowToken;
  };

  const acted = (number: InfobipNumber, person: Person, entry: ChatEntry, act: PersonAct) => {
    const chat = chatOf(number, person);
    const acknowledged = () => world.setStatus(chat, entry, 'delivered');
    const passed = shared.pass(number, person, act);
    if (!passed) return acknowledged();
    const { id: messageId, at, replyTo } = entry;
    const message =
      passed.kind === 'payment'
        ? paid(number, person, passed)
        : renderAct(passed, { number, person, library, flowTokenOf, at });
    arrive({ number, person, messageId, at, message, replyTo, acknowledged });
  };

  /** Payments are told twice: as the person's message, and as a notification of their own. */
  const paid = (number: InfobipNumber, person: Person, { of, status }: Extract<PersonAct, { kind: 'payment' }>) => {
    const news = payments.pay(of.id, person, status);
    if (!news) return { type: 'UNSUPPORTED' };
    notify(number, person, 'PAYMENT_STATUS', news.notification);
    return news.confirmation;
  };

  const changed = (number: InfobipNumber, person: Person, change: PersonChange) => {
    if (change.kind !== 'reaction') return;
    const { emoji, of } = change;
    const message = { type: 'REACTION', action: emoji ? 'ADDED' : 'REMOVED', ...(emoji && { emoji }) };
    arrive({ number, person, messageId: ids.inboundId(person), at: world.clock.now(), message, replyTo: of.id });
  };

  const notify = (number: InfobipNumber, person: Person, event: InfobipEvent, content: object) => {
    const createdAt = renderTime(world.clock.now(), conditions().offset);
    outbox.send({ number, event, chat: person.id, body: { from: number.sender, content, createdAt } });
  };

  return {
    driverOf(sender) {
      const number = () => accounts.requireNumber(numberIdOf({ sender }));
      return {
        nextMessageId: ids.inboundId,
        personActed: (person, entry, act) => acted(number(), person, entry, act),
        personRead: (_person, entries) => reports.read(entries),
        personChanged: (person, change) => changed(number(), person, change),
        personRenumbered: (_before, after) =>
          notify(number(), after, 'IDENTITY_CHANGE', renderIdentityChange(after, world.clock.now())),
        personPrefers: (person, marketing) =>
          notify(number(), person, 'MARKETING_SUBSCRIPTION_UPDATE', renderPreference(number(), person, marketing)),
      };
    },
    arrive: (number, person, message) =>
      arrive({ number, person, messageId: ids.inboundId(person), at: world.clock.now(), message }),
  };
}

interface Pairing {
  pairedMessageId?: string;
  callbackData?: string;
  entityId?: string;
  applicationId?: string;
}

/** The message of the business that the platform holds an inbound one to answer: the quoted one, or the last. */
function pairOf(accepted: InfobipAccepted, chat: Chat, replyTo: string | undefined): Pairing {
  const last = chat.entries.findLast(({ direction }) => direction === 'from_business')?.id;
  const pair = accepted.get(replyTo ?? '') ?? accepted.get(last ?? '');
  if (!pair) return {};
  const { entityId, applicationId } = pair.body;
  return {
    pairedMessageId: pair.messageId,
    ...(pair.callbackData && { callbackData: pair.callbackData }),
    ...(typeof entityId === 'string' && { entityId }),
    ...(typeof applicationId === 'string' && { applicationId }),
  };
}

function renderPreference({ sender }: InfobipNumber, person: Person, marketing: 'stop' | 'resume'): object {
  return {
    sender,
    from: addressOf(person),
    notificationMessagesStatus: marketing,
    description: `User requested to ${marketing} marketing messages`,
  };
}

function renderIdentityChange({ id, phone, userId }: Person, now: number): object {
  return {
    type: 'user_identity_changed',
    description: 'Security code changed.',
    hash: createHash('sha256').update(`${id} ${now}`).digest('base64').slice(0, 12),
    ...(phone && { userNumber: phone }),
    ...(userId && { userId }),
  };
}
