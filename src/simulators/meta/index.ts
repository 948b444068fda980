import { createAnnouncer } from '../kit/events.ts';
import { createPersonActions } from '../kit/person-actions.ts';
import { createControl } from './control.ts';
import { createControlRoutes } from './control-routes.ts';
import { createGraph } from './graph.ts';
import { enteredAtClient, openedNumber } from './opened-account.ts';
import { createPlatform, type Platform } from './platform.ts';
import type { MetaCounters, MetaSimulator, MetaSimulatorOptions } from './simulator.ts';
import { SEEDED_TEMPLATES } from './templates/seeds.ts';

/** Builds a simulated Cloud API. It opens no port: mount `api` and `control`, or use `startMetaSimulator`. */
export function createMetaSimulator(options: MetaSimulatorOptions = {}): MetaSimulator {
  let { baseUrl } = options;
  const platform = createPlatform(options, () => baseUrl);
  const { world, fetch, accounts, outbox, sender, accepted, templates, oauth } = platform;
  const actions = createPersonActions(world, fetch);
  const orders = createControl(platform);
  const control = createControlRoutes(orders, accounts);
  const counters = countWebhooks(platform);
  const refusals = createAnnouncer<number>();
  refusals.listen(() => {
    counters.refused += 1;
  });

  return {
    provider: 'meta',
    api: createGraph({ platform, onRefused: refusals.tell }),
    control,
    world,
    ...actions,
    ...orders,
    echo: actions.writeFromBusinessApp,
    changePhone: (personId, phone) => actions.changePerson(personId, { phone }),
    seedTemplates: (accountId, drafts = SEEDED_TEMPLATES) => templates.seed(accountId, drafts),
    issueCode: oauth.issueCode,
    hold: outbox.hold,
    release: outbox.release,
    received: accepted.list,
    onMessage: accepted.listen,
    waitForMessage: accepted.waitFor,
    counters: () => ({ ...counters, accepted: accepted.count }),
    addNumber: accounts.set,
    changeNumber: (phoneNumberId, change) => accounts.set({ ...accounts.require(phoneNumberId), ...change }),
    async setCallback(phoneNumberId, callbackUrl) {
      const { verifyToken } = accounts.require(phoneNumberId);
      await platform.verify({ callbackUrl, verifyToken });
      accounts.set({ ...accounts.require(phoneNumberId), callbackUrl });
    },
    openAccount(request) {
      if (baseUrl === undefined) throw new Error('the simulator is not reached by anybody yet');
      const number = openedNumber(request);
      if (!accounts.get(number.phoneNumberId)) {
        accounts.set(number);
        templates.seed(number.businessAccountId, SEEDED_TEMPLATES);
      }
      return enteredAtClient(number, baseUrl);
    },
    setBaseUrl(url) {
      baseUrl = url;
    },
    onDelivery: sender.onAttempt,
    onRefusal: refusals.listen,
    stop: platform.stop,
  };
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
