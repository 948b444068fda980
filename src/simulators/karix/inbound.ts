import type { ChatEntry } from '../kit/chats.ts';
import type { MediaFile } from '../kit/media.ts';
import type { NumberDriver, PersonAct, PersonChange } from '../kit/numbers.ts';
import type { Person } from '../kit/people.ts';
import { notSupported } from '../kit/problem.ts';
import type { World } from '../kit/world.ts';
import type { Accounts, KarixNumber } from './account.ts';
import { renderEvent } from './global/event.ts';
import { renderContent } from './global/inbound-message.ts';
import { createMessage } from './global/message.ts';
import type { MessageStore } from './global/message-store.ts';
import type { Webhooks } from './global/webhooks.ts';
import { nextUid, nextWhatsAppId } from './ids.ts';
import { type MediaLibrary, OPEN_PATH, PROTECTED_PATH } from './media-library.ts';
import type { Outbox } from './outbox.ts';
import { renderInbound } from './rcm/inbound-event.ts';
import { type RenderedAct, renderAct, renderReaction } from './rcm/render-act.ts';

export interface InboundOptions {
  world: World;
  accounts: Accounts;
  library: MediaLibrary;
  outbox: Outbox;
  webhooks: Webhooks;
  store: MessageStore;
  /** Where the API is reached. */
  baseUrl(): string;
  /** The person has seen these messages of the business. */
  read(entries: readonly ChatEntry[]): void;
}

/** One act of a person. */
interface Arrival {
  person: Person;
  id: string;
  at: number;
  acknowledged?: () => void;
}

/** What people do, told to the business in the form of the number's product. */
export function createInbound(options: InboundOptions): { driverOf(numberId: string): NumberDriver } {
  const { world, accounts, library, outbox, webhooks, store, baseUrl, read } = options;
  const whatsAppIds = new Map<string, string>();

  /** WhatsApp's id of a message; of one by the business nobody but `context` ever names it. */
  const contextIdOf = (of: ChatEntry | undefined, { phoneNumber, webhookForm }: KarixNumber) => {
    if (!of || of.direction === 'from_person' || webhookForm.contextId === 'mid') return of?.id;
    const known = whatsAppIds.get(of.id) ?? nextWhatsAppId(phoneNumber);
    whatsAppIds.set(of.id, known);
    return known;
  };

  const keepAt = (path: string, number: KarixNumber) => (file: MediaFile) =>
    `${baseUrl()}${path}${library.store(number.id, file)}`;

  const tellRcm = (
    number: KarixNumber,
    arrival: Arrival,
    said: { act: RenderedAct; contextId: string | undefined },
  ) => {
    const { person, id, at, acknowledged } = arrival;
    const event = renderInbound({ number, from: phoneOf(person), person, id, at, ...said });
    outbox.tell({ number, event, personKey: person.id, acknowledged });
  };

  const tellGlobal = (number: KarixNumber, { person, at, acknowledged }: Arrival, act: PersonAct) => {
    const content = renderContent(act, keepAt(OPEN_PATH, number));
    if (number.credentials.product !== 'global' || !content) return;
    const message = createMessage({
      uid: nextUid(),
      account_uid: number.credentials.accountUid,
      source: `+${phoneOf(person)}`,
      destination: `+${number.phoneNumber}`,
      direction: 'inbound',
      content,
      at,
      whatsapp: { type: 'conversation', source_profile: { name: person.name } },
    });
    store.add(message);
    const url = webhooks.attachedTo(number.id)?.eventsUrl;
    outbox.tell({ number, event: renderEvent(message, number), url, personKey: person.id, acknowledged });
  };

  const acted = (number: KarixNumber, person: Person, entry: ChatEntry, act: PersonAct) => {
    const chat = world.chats.open(number.id, person.id);
    const { id, at, replyTo } = entry;
    const arrival = { person, id, at, acknowledged: () => world.setStatus(chat, entry, 'delivered') };
    if (number.credentials.product === 'global') return tellGlobal(number, arrival, act);
    const means = { form: number.webhookForm, keep: keepAt(PROTECTED_PATH, number) };
    const of = replyTo === undefined ? undefined : chat.get(replyTo);
    tellRcm(number, arrival, { act: renderAct(act, means), contextId: contextIdOf(of, number) });
  };

  const changed = (number: KarixNumber, person: Person, change: PersonChange) => {
    if (change.kind !== 'reaction') return;
    const id = nextWhatsAppId(phoneOf(person));
    const messageId = contextIdOf(change.of, number) ?? change.of.id;
    const act = renderReaction(messageId, change.emoji);
    tellRcm(number, { person, id, at: world.clock.now() }, { act, contextId: undefined });
  };

  return {
    driverOf(numberId) {
      const number = () => accounts.require(numberId);
      return {
        nextMessageId: (person) => nextWhatsAppId(phoneOf(person)),
        personActed: (person, entry, act) => acted(number(), person, entry, act),
        personRead: (_person, entries) => read(entries),
        personChanged: (person, change) => changed(number(), person, change),
      };
    },
  };
}

/** Throws a 409 problem: the webhooks have no other name for a person. */
function phoneOf({ phone }: Person): string {
  if (!phone) throw notSupported('karix', 'people without a phone number');
  return phone;
}
