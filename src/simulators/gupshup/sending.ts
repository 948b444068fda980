import type { AcceptedMessages } from '../kit/accepted.ts';
import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { Chat, ChatEntry } from '../kit/chats.ts';
import type { Progress, Travelling } from '../kit/progress.ts';
import type { World } from '../kit/world.ts';
import type { AcceptedMessage } from './accepted.ts';
import type { GupshupNumber } from './account.ts';
import { failureOf } from './codes.ts';
import { type FateMeans, findObstacle } from './fate.ts';
import type { GupshupIds } from './ids.ts';
import type { LinkCheck } from './link-check.ts';
import type { Outgoing } from './outgoing.ts';

/** A message on its way, with what reports repeat of it. */
export interface Underway extends Travelling {
  readonly numberId: string;
  readonly outgoing: Outgoing;
  /** WhatsApp's own id. */
  readonly whatsAppId: string;
  /** Epoch ms. */
  readonly at: number;
}

export interface SendingOptions extends FateMeans {
  world: World;
  ids: GupshupIds;
  accepted: AcceptedMessages<AcceptedMessage>;
  progress: Progress<Underway>;
  /** Absent: what is linked to is taken to be there. */
  checkLinks?: LinkCheck;
  /** The provider took the message; before anything else happens to it. */
  taken(message: Underway): void;
}

/** Takes a message whose request is in order and returns its id; `failure` instead of its natural fate. */
export interface Sending {
  take(number: GupshupNumber, outgoing: Outgoing, failure?: OrderedFailure): string;
  /** What was sent under this id. */
  get(messageId: string): Underway | undefined;
}

/** The whole of a send after its checks: the person's chat, and reports to come. */
export function createSending(options: SendingOptions): Sending {
  const { world, ids, accepted, progress, orders } = options;
  const sent = new Map<string, Underway>();

  return {
    get: (messageId) => sent.get(messageId),
    take(number, outgoing, wantedFailure) {
      const { kind, value } = outgoing.address;
      const person = kind === 'phone' ? world.people.byPhone(value) : world.people.byUserId(value);
      const chat = person && world.chats.open(number.numberId, person.id);
      const at = world.clock.now();
      const messageId = number.product === 'enterprise' ? ids.enterprise(number.conditions.idForm) : ids.uuid();
      const obstacle = findObstacle({ number, outgoing, person, chat, at }, options);
      const failure = wantedFailure ?? (obstacle && failureOf(number, obstacle));
      const shown = chat && { chat, entry: renderEntry(outgoing, messageId, at) };
      if (shown) world.addEntry(shown.chat, shown.entry);
      if (shown && outgoing.order) orders.add(outgoing.order, shown.chat, shown.entry);
      const { numberId } = number;
      const underway = { numberId, messageId, outgoing, whatsAppId: ids.whatsApp(), at, ...(shown && { shown }) };
      sent.set(messageId, underway);
      accepted.tell(renderAccepted(underway, chat));
      options.taken(underway);
      if (failure || outgoing.links.length === 0 || !options.checkLinks) progress.follow(underway, failure);
      else {
        void options.checkLinks(outgoing.links).then((wrong) => {
          progress.follow(underway, wrong && failureOf(number, wrong));
        });
      }
      return messageId;
    },
  };
}

function renderEntry({ shown, replyTo, template }: Outgoing, messageId: string, at: number): ChatEntry {
  const category = template?.match?.category.toLowerCase();
  return {
    id: messageId,
    providerMessageId: messageId,
    direction: 'from_business',
    at,
    kind: shown.kind,
    content: shown.content,
    status: 'accepted',
    ...(replyTo && { replyTo }),
    ...(category && { category }),
  };
}

function renderAccepted({ numberId, messageId, outgoing, at }: Underway, chat: Chat | undefined): AcceptedMessage {
  const { to, type, body, extra } = outgoing;
  return { at, messageId, numberId, to, type, body, ...(chat && { personId: chat.personId }), ...(extra && { extra }) };
}
