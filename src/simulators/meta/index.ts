import { createPersonActions } from '../kit/person-actions.ts';
import { createPhoneApi } from '../kit/phone-api.ts';
import { digitsOf, type MetaNumber } from './account.ts';
import { verifyCallback } from './callback.ts';
import { createGraph } from './graph.ts';
import { createPlatform, type Platform } from './platform.ts';
import type { MetaCounters, MetaSimulator, MetaSimulatorOptions } from './simulator.ts';

/** Builds a simulated Cloud API. It opens no port: mount `graph` and `phone`, or use `startMetaSimulator`. */
export function createMetaSimulator(options: MetaSimulatorOptions = {}): MetaSimulator {
  let { baseUrl } = options;
  const platform = createPlatform(options, () => baseUrl);
  const { world, fetch, accounts, outbox, sender, accepted } = platform;
  const actions = createPersonActions(world, fetch);
  const setNumber = (number: MetaNumber) => addToPlatform(platform, number);
  const counters = countWebhooks(platform);
  const onRefused = () => {
    counters.refused += 1;
  };

  return {
    graph: createGraph({ ...platform, onRefused }),
    phone: createPhoneApi(world, actions),
    world,
    ...actions,
    echo: actions.writeFromBusinessApp,
    changePhone: (personId, phone) => actions.changePerson(personId, { phone }),
    hold: outbox.hold,
    release: outbox.release,
    received: accepted.list,
    onMessage: accepted.listen,
    waitForMessage: accepted.waitFor,
    counters: () => ({ ...counters, accepted: accepted.count }),
    addNumber: setNumber,
    changeNumber: (phoneNumberId, change) => setNumber({ ...accounts.require(phoneNumberId), ...change }),
    async setCallback(phoneNumberId, callback) {
      const number = accounts.require(phoneNumberId);
      const { clock, random } = world;
      await verifyCallback(callback, { clock, fetch, random, timeoutMs: sender.timeoutMs });
      setNumber({ ...number, ...callback });
    },
    setBaseUrl(url) {
      baseUrl = url;
    },
    onDelivery: sender.onAttempt,
    stop: platform.stop,
  };
}

/** What the browser's phone may offer: WhatsApp has it all. */
const SUPPORTED = [
  ...['text', 'button', 'list', 'image', 'video', 'audio', 'voice', 'document', 'sticker', 'location', 'contacts'],
  ...['reaction', 'edit', 'revoke', 'order', 'flow_reply', 'unsupported', 'referral'],
  ...['reply', 'business_app', 'username', 'without_phone', 'preferences'],
];

function addToPlatform({ world, accounts, inbound }: Platform, number: MetaNumber): void {
  accounts.set(number);
  world.numbers.add({
    id: number.phoneNumberId,
    provider: 'meta',
    displayName: number.displayName ?? number.displayPhoneNumber,
    phoneNumber: digitsOf(number.displayPhoneNumber),
    quality: number.quality ?? 'GREEN',
    isRegistered: number.state !== 'unregistered' && number.state !== 'deleted',
    account: number.businessAccountId,
    supports: SUPPORTED,
    driver: inbound.driverOf(number.phoneNumberId),
  });
}

/** Counters of everything but accepted messages, which are counted where they are. */
function countWebhooks({ sender }: Platform): Omit<MetaCounters, 'accepted'> {
  const counters = { refused: 0, webhookTries: 0, webhooksAcknowledged: 0 };
  sender.onAttempt(({ status }) => {
    counters.webhookTries += 1;
    if (status === 200) counters.webhooksAcknowledged += 1;
  });
  return counters;
}
