import type { Simulators } from '../../../src/simulators/index.ts';
import type { ChatEntry } from '../../../src/simulators/kit/chats.ts';
import type { Fault } from '../../../src/simulators/kit/faults.ts';
import type { People, Person } from '../../../src/simulators/kit/people.ts';
import type { PersonMessage } from '../../../src/simulators/kit/person-message.ts';
import { type Api, ok, type Schemas } from '../api.ts';
import { startBot, type TestBot, type TurnBody } from '../bot.ts';
import type { Eventually } from '../eventually.ts';

/** A channel at one partner: its number at the simulator, its bot, and what people do there. */
export interface Shop {
  readonly channelId: string;
  readonly phoneNumber: string;
  readonly webhookUrl: string;
  /** The number, as the simulated phones know it. */
  readonly numberId: string;
  readonly bot: TestBot;
  person(name: string, change?: Omit<Parameters<People['add']>[0], 'name'>): Person;
  /** Writes, taps or picks. */
  does(person: Person, message: PersonMessage): Promise<ChatEntry>;
  says(person: Person, text: string): Promise<ChatEntry>;
  /** What the business wrote in the chat, as the person sees it. */
  seenBy(person: Person): readonly ChatEntry[];
  /** Waits for so many of them. */
  sees(person: Person, count: number): Promise<readonly ChatEntry[]>;
  /** Waits until the bot was asked about a message of this kind by this person; the first one. */
  heard(person: Person, type: string): Promise<TurnBody['messages'][number]>;
  /** Whether the gateway has acknowledged everything that people did here. */
  isHeard(): boolean;
  disturb(fault: FaultOrder): void;
  send(to: Person, content: Schemas['OutboundContent']): Promise<Schemas['AcceptedMessage']>;
  messages(): Promise<Schemas['Message'][]>;
  /** Waits until a message fits. */
  message(what: string, fits: (message: Schemas['Message']) => boolean): Promise<Schemas['Message']>;
  deadLetters(): Promise<Schemas['DeadLetter'][]>;
}

export type FaultOrder = Fault extends infer F ? (F extends Fault ? Omit<F, 'numberId'> : never) : never;

export interface ShopOptions {
  /** Of a partner with several products, the one that is not the usual one. */
  product?: string;
  /** Settings of the connection beside those of the account. */
  settings?: Record<string, string>;
  /** Rules and the like. */
  channel?: Partial<Omit<Schemas['CreateChannel'], 'provider' | 'senders' | 'settings'>>;
}

export interface ShopMeans {
  simulators: Simulators;
  api: Api;
  eventually: Eventually;
  happened(): void;
}

let count = 0;

/** Opens an account at the simulated partner and makes a channel of what it says, as an operator does. */
export async function openShop(provider: string, options: ShopOptions, means: ShopMeans): Promise<Shop> {
  const { simulators, api } = means;
  const simulator = simulators.providers.find((one) => one.provider === provider);
  if (!simulator) throw new Error(`there is no simulator of ${provider}`);
  count += 1;
  const phoneNumber = `1555030${String(count).padStart(4, '0')}`;
  const { product } = options;
  const number = { phoneNumber, displayName: `Shop ${count}`, ...(product !== undefined && { product }) };
  const account = simulators.openAccount(simulator, number);
  const bot = await startBot(means.happened);
  const body = { name: `Bot ${count}`, connector: 'webhook', settings: { url: bot.url } };
  const { id: botId } = await ok(api.POST('/api/v1/bots', { body }));
  const channel = await ok(
    api.POST('/api/v1/channels', {
      body: {
        name: `Shop ${count}`,
        provider,
        settings: { ...account.settings, ...options.settings },
        senders: [{ phoneNumber: `+${phoneNumber}`, ...account.senderFields }],
        botId,
        enabled: true,
        ...options.channel,
      },
    }),
  );
  const webhookUrl = channel.webhookUrl ?? '';
  await simulator.setCallback(account.numberId, webhookUrl);
  const shop = { channelId: channel.id, phoneNumber, webhookUrl, numberId: account.numberId, bot };
  return { ...shop, ...peopleOf(shop, means), ...recordsOf(shop, means) };
}

type Base = Pick<Shop, 'channelId' | 'phoneNumber' | 'webhookUrl' | 'numberId' | 'bot'>;
type PeopleSide = Pick<Shop, 'person' | 'does' | 'says' | 'seenBy' | 'sees' | 'heard' | 'isHeard' | 'disturb'>;

function peopleOf({ numberId, bot }: Base, { simulators, eventually }: ShopMeans): PeopleSide {
  const { people, chats, faults } = simulators.world;
  const entriesOf = (personId: string) => chats.open(numberId, personId).entries;
  const seenBy = (person: Person) => entriesOf(person.id).filter(({ direction }) => direction === 'from_business');
  const turnsOf = (person: Person) =>
    bot.requests.map(({ body }) => body).filter(({ contact }) => contact.name === person.name);

  return {
    person: (name, change) => people.add({ name, ...change }),
    does: (person, message) => simulators.write(numberId, person.id, message),
    says: (person, text) => simulators.write(numberId, person.id, { type: 'text', text }),
    seenBy,
    sees: (person, wanted) =>
      eventually(
        `${wanted} messages to ${person.name}`,
        () => (seenBy(person).length >= wanted ? seenBy(person) : undefined),
        () => entriesOf(person.id),
      ),
    heard: (person, type) =>
      eventually(
        `the bot to hear ${type} of ${person.name}`,
        () =>
          turnsOf(person)
            .flatMap(({ messages }) => messages)
            .find((message) => message.type === type),
        () => bot.requests.map(({ body }) => body),
      ),
    isHeard: () =>
      people
        .list()
        .every(({ id }) =>
          entriesOf(id).every(({ direction, status }) => direction !== 'from_person' || status !== 'sent'),
        ),
    disturb: (fault) => faults.add({ ...fault, numberId } as Fault), // The union survives the spread.
  };
}

function recordsOf(
  { channelId }: Base,
  { api, eventually }: ShopMeans,
): Pick<Shop, 'send' | 'messages' | 'message' | 'deadLetters'> {
  const query = { channelId, limit: 100 };
  const messages = async () => (await ok(api.GET('/api/v1/messages', { params: { query } }))).items.toReversed();
  return {
    send: (to, content) => {
      const recipient = to.phone === undefined ? { userId: to.userId ?? '' } : `+${to.phone}`;
      return ok(api.POST('/api/v1/messages', { body: { channelId, to: recipient, content, author: 'api' } }));
    },
    messages,
    message: (what, fits) => eventually(what, async () => (await messages()).find(fits), messages),
    deadLetters: async () => (await ok(api.GET('/api/v1/dead-letters', { params: { query } }))).items,
  };
}
