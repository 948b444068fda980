import type { ChatEntry } from '../../src/simulators/kit/chats.ts';
import type { People, Person } from '../../src/simulators/kit/people.ts';
import type { AcceptedMessage } from '../../src/simulators/meta/accepted.ts';
import type { MetaNumber } from '../../src/simulators/meta/account.ts';
import type { RunningMetaSimulator } from '../../src/simulators/meta/start.ts';
import { type Api, ok, type Schemas } from './api.ts';
import { startBot, type TestBot } from './bot.ts';
import type { Eventually } from './eventually.ts';
import { inventNumber } from './number.ts';
import { shownText } from './shown-text.ts';

/** A channel of the gateway, its number at the simulator, its bot, and what people do there. */
export interface TestChannel {
  readonly id: string;
  readonly senderId: string;
  readonly webhookUrl: string;
  readonly number: MetaNumber;
  readonly bot: TestBot;
  /** With which the gateway signs its requests to the bot; empty for a flow. */
  readonly botSecret: string;
  /** Somebody new who can write to the number. */
  person(name: string, change?: Omit<Parameters<People['add']>[0], 'name'>): Person;
  /** Writes these texts one after the other, without waiting for answers. */
  say(person: Person, ...texts: string[]): Promise<ChatEntry[]>;
  /** What this person got from this number, in order of acceptance. */
  received(person: Person): AcceptedMessage[];
  /** The same as texts; other kinds as `[kind]`. */
  answersTo(person: Person): string[];
  /** Waits until the person has got at least so many messages; returns them as texts. */
  answered(person: Person, count: number): Promise<string[]>;
  /** Whether the gateway has acknowledged everything that people did here. */
  isHeard(): boolean;
  /** Waits until that is so and no work is left. */
  settled(): Promise<void>;
  /** All messages, oldest first. */
  messages(): Promise<Schemas['Message'][]>;
  /** Waits until a message fits. */
  message(what: string, fits: (message: Schemas['Message']) => boolean): Promise<Schemas['Message']>;
  trace(messageId: string): Promise<Schemas['MessageTrace']>;
  deadLetters(): Promise<Schemas['DeadLetter'][]>;
  conversationWith(person: Person): Promise<Schemas['Conversation']>;
  conversation(id: string): Promise<Schemas['Conversation']>;
  /** Sends through the API, as the administrator. */
  send(to: Person, content: Schemas['OutboundContent']): Promise<Schemas['AcceptedMessage']>;
  change(change: Schemas['UpdateChannel']): Promise<void>;
}

export interface ChannelOptions extends Partial<Omit<Schemas['CreateChannel'], 'provider' | 'senders' | 'settings'>> {
  /** Settings of the connection beside the number's own. */
  settings?: Record<string, string>;
  /** Parts of the number that matter to the story. */
  number?: Partial<MetaNumber>;
  /** A flow instead of a webhook bot. */
  flow?: string;
}

export interface ChannelMeans {
  api: Api;
  simulator: RunningMetaSimulator;
  eventually: Eventually;
  happened(): void;
}

/** Sets everything up through the API, and the number at the simulator with the callback's handshake. */
export async function createChannel(options: ChannelOptions, means: ChannelMeans): Promise<TestChannel> {
  const { api, simulator, happened } = means;
  const { settings, number: change, flow, ...rules } = options;
  const number = inventNumber(change);
  const bot = await startBot(happened);
  const { id: botId, generatedSecrets } = await ok(
    api.POST('/api/v1/bots', {
      body: {
        name: `Bot of ${number.displayPhoneNumber}`,
        ...(flow === undefined
          ? { connector: 'webhook', settings: { url: bot.url } }
          : { connector: 'flow', settings: { definition: flow } }),
      },
    }),
  );
  const { appId, accessToken, appSecret, verifyToken, phoneNumberId } = number;
  const created = await ok(
    api.POST('/api/v1/channels', {
      body: {
        name: `Channel of ${number.displayPhoneNumber}`,
        provider: 'meta',
        settings: { appId, accessToken, appSecret, verifyToken, apiBaseUrl: simulator.url, ...settings },
        senders: [{ phoneNumber: number.displayPhoneNumber, phoneNumberId }],
        botId,
        enabled: true,
        ...rules,
      },
    }),
  );
  const { webhookUrl } = created;
  if (webhookUrl === null) throw new Error('the channel has no webhook URL');
  simulator.addNumber(number);
  await simulator.setCallback(phoneNumberId, webhookUrl);
  return {
    id: created.id,
    senderId: created.senders[0]?.id ?? '',
    webhookUrl,
    number,
    bot,
    botSecret: generatedSecrets?.secret ?? '',
    ...peopleOf({ number, id: created.id }, means),
    ...recordsOf(created.id, means),
    async change(wanted) {
      await ok(api.PATCH('/api/v1/channels/{id}', { params: { path: { id: created.id } }, body: wanted }));
    },
  };
}

type PeopleSide = Pick<TestChannel, 'person' | 'say' | 'received' | 'answersTo' | 'answered' | 'isHeard' | 'settled'>;

function peopleOf({ number, id }: { number: MetaNumber; id: string }, means: ChannelMeans): PeopleSide {
  const { api, simulator, eventually } = means;
  const { phoneNumberId } = number;
  const { people, chats } = simulator.world;
  const received = (person: Person) =>
    simulator.received(person.id).filter((message) => message.phoneNumberId === phoneNumberId);
  const answersTo = (person: Person) => received(person).map(shownText);
  const unheard = () =>
    people
      .list()
      .flatMap(({ id: personId }) => chats.open(phoneNumberId, personId).entries)
      .filter(({ direction, status }) => direction === 'from_person' && status === 'sent');

  return {
    person: (name, change) => people.add({ name, ...change }),
    async say(person, ...texts) {
      const entries: ChatEntry[] = [];
      for (const text of texts) entries.push(await simulator.write(phoneNumberId, person.id, { type: 'text', text }));
      return entries;
    },
    received,
    answersTo,
    answered: (person, count) =>
      eventually(
        `${count} messages to ${person.name}`,
        () => (received(person).length >= count ? answersTo(person) : undefined),
        () => answersTo(person),
      ),
    isHeard: () => unheard().length === 0,
    async settled() {
      const conversations = async () =>
        (await ok(api.GET('/api/v1/conversations', { params: { query: { channelId: id, limit: 100 } } }))).items;
      await eventually(
        'all work to be done',
        async () => {
          if (unheard().length > 0) return undefined;
          return (await conversations()).every(({ waiting }) => waiting.length === 0) ? true : undefined;
        },
        async () => ({ unheard: unheard(), waiting: (await conversations()).map(({ waiting }) => waiting) }),
      );
    },
  };
}

type RecordSide = Pick<
  TestChannel,
  'messages' | 'message' | 'trace' | 'deadLetters' | 'conversationWith' | 'conversation' | 'send'
>;

function recordsOf(channelId: string, { api, eventually }: ChannelMeans): RecordSide {
  const list = { channelId, limit: 100 };
  const messages = async () => (await ok(api.GET('/api/v1/messages', { params: { query: list } }))).items.toReversed();

  return {
    messages,
    message: (what, fits) => eventually(what, async () => (await messages()).find(fits), messages),
    trace: (id) => ok(api.GET('/api/v1/messages/{id}/trace', { params: { path: { id } } })),
    deadLetters: async () => (await ok(api.GET('/api/v1/dead-letters', { params: { query: list } }))).items,
    async conversationWith(person) {
      const { items } = await ok(api.GET('/api/v1/conversations', { params: { query: list } }));
      const found = items.find(
        ({ contact }) => contact.phoneNumber === person.phone && contact.phoneNumber !== undefined,
      );
      const byUserId = items.find(({ contact }) => contact.userId !== undefined && contact.userId === person.userId);
      const conversation = found ?? byUserId;
      if (!conversation) throw new Error(`no conversation with ${person.name}: ${JSON.stringify(items)}`);
      return conversation;
    },
    conversation: (id) => ok(api.GET('/api/v1/conversations/{id}', { params: { path: { id } } })),
    send: (to, content) =>
      ok(
        api.POST('/api/v1/messages', {
          body: { channelId, to: to.phone ?? { userId: to.userId ?? '' }, content, author: 'api' },
        }),
      ),
  };
}
