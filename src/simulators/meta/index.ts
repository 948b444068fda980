import type { FastifyPluginAsync } from 'fastify';
import type { SimulatorClock } from '../kit/clock.ts';
import type { DeliveryAttempt } from '../kit/delivery.ts';
import { createFetch, type Fetch } from '../kit/http.ts';
import { createPersonActions, type PersonActions } from '../kit/person-actions.ts';
import { createPhoneApi } from '../kit/phone-api.ts';
import { createSchedule } from '../kit/schedule.ts';
import { createWebhookSender, type WebhookSenderOptions } from '../kit/webhook-sender.ts';
import { createWorld, type World } from '../kit/world.ts';
import { type AcceptedMessages, createAcceptedMessages } from './accepted.ts';
import { createAccounts, digitsOf, type MetaNumber } from './account.ts';
import { createAdmission, type MetaLimits } from './admission.ts';
import { type Callback, verifyCallback } from './callback.ts';
import { createGraph } from './graph.ts';
import { createMetaIds } from './ids.ts';
import { createInbound, type Inbound } from './inbound.ts';
import { createLeanSending } from './lean-sending.ts';
import { createMediaLibrary } from './media-library.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createSending } from './sending.ts';
import { createStatuses, type StatusTimes } from './statuses.ts';
import type { WebhookEncoding } from './webhook-bytes.ts';

export interface MetaSimulatorOptions {
  clock?: SimulatorClock;
  random?: () => number;
  fetch?: Fetch;
  /** Shared with simulators of other providers; one of its own if left out. `clock` and `random` are then the world's. */
  world?: World;
  /** A fast far end for load: no checks, limits, chats or history, and no statuses unless `statuses` is given. */
  lean?: boolean;
  /** Both on if left out. */
  limits?: Partial<MetaLimits>;
  /** 50 ms and 300 ms if left out; people read only when they open the chat. */
  statuses?: Partial<StatusTimes>;
  webhooks?: Partial<WebhookSenderOptions> & {
    /** As Meta writes bodies (`escaped`, if left out), or as plain JSON. */
    encoding?: WebhookEncoding;
  };
  /** Where `graph` is mounted, for the media URLs in webhooks; left out, these carry ids only. */
  baseUrl?: string;
}

/** A simulated Cloud API with its people, numbers and webhooks. */
export interface MetaSimulator
  extends Pick<Inbound, 'echo' | 'changePhone'>,
    PersonActions,
    Pick<Outbox, 'hold' | 'release'> {
  /** The Graph API. */
  readonly graph: FastifyPluginAsync;
  /** The HTTP API of the simulated phones. */
  readonly phone: FastifyPluginAsync;
  readonly world: World;
  /** What was sent to people. */
  readonly accepted: AcceptedMessages;
  /** Adds a number, or replaces the one with its id. Makes no verification request. */
  addNumber(number: MetaNumber): void;
  /** Changes a number's account data, such as its state. */
  changeNumber(phoneNumberId: string, change: Partial<MetaNumber>): void;
  /** Sets the callback URL after the verification request. Throws a GraphError 2200 if that fails; the old URL then stays. */
  setCallback(phoneNumberId: string, callback: Callback): Promise<void>;
  setBaseUrl(baseUrl: string): void;
  /** Tells of every try to deliver a webhook. Returns the function that ends listening. */
  onDelivery(listener: (attempt: DeliveryAttempt) => void): () => void;
  /** Ends timers, retries and connections. */
  stop(): Promise<void>;
}

export function createMetaSimulator(options: MetaSimulatorOptions = {}): MetaSimulator {
  const world = options.world ?? createWorld(options);
  const own = options.fetch ? { fetch: options.fetch, close: async () => {} } : createFetch();
  const { fetch } = own;
  const { clock, random } = world;
  const lean = options.lean ?? false;
  let { baseUrl } = options;

  const schedule = createSchedule(clock);
  const sender = createWebhookSender({ world, schedule, fetch }, options.webhooks);
  const outbox = createOutbox({ encoding: options.webhooks?.encoding ?? 'escaped', post: sender.post });
  const ids = createMetaIds(random);
  const accounts = createAccounts();
  const admission = createAdmission(accounts, clock, { throughput: true, pair: true, ...options.limits });
  const library = createMediaLibrary(clock, ids, () => baseUrl);
  const times = { sentMs: 50, deliveredMs: 300, ...options.statuses };
  const statuses = createStatuses({ world, outbox, schedule, times });
  const accepted = createAcceptedMessages(!lean);
  const sending = lean
    ? createLeanSending({ world, ids, accepted, ...(options.statuses && { statuses }) })
    : createSending({ world, ids, library, statuses, accepted });
  const inbound = createInbound({ world, accounts, admission, ids, library, outbox, statuses });
  const actions = createPersonActions(world, fetch);

  const setNumber = (number: MetaNumber) => {
    accounts.set(number);
    world.numbers.add({
      id: number.phoneNumberId,
      provider: 'meta',
      displayName: number.displayName ?? number.displayPhoneNumber,
      phoneNumber: digitsOf(number.displayPhoneNumber),
      driver: inbound.driverOf(number.phoneNumberId),
    });
  };

  return {
    graph: createGraph({ world, accounts, admission, ids, library, schedule, sending, lean }),
    phone: createPhoneApi(world, actions),
    world,
    accepted,
    ...actions,
    echo: inbound.echo,
    changePhone: inbound.changePhone,
    hold: outbox.hold,
    release: outbox.release,
    addNumber: setNumber,
    changeNumber: (phoneNumberId, change) => setNumber({ ...accounts.require(phoneNumberId), ...change }),
    async setCallback(phoneNumberId, callback) {
      const number = accounts.require(phoneNumberId);
      await verifyCallback(callback, { clock, fetch, random, timeoutMs: sender.timeoutMs });
      setNumber({ ...number, ...callback });
    },
    setBaseUrl(url) {
      baseUrl = url;
    },
    onDelivery: sender.onAttempt,
    async stop() {
      schedule.stop();
      sender.stop();
      await own.close();
    },
  };
}
