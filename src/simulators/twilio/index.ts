import { createPersonActions } from '../kit/person-actions.ts';
import { createApi } from './api.ts';
import { createControl } from './control.ts';
import { createControlRoutes } from './control-routes.ts';
import { openAccount } from './opened-account.ts';
import type { TwilioSimulatorOptions } from './options.ts';
import { createPlatform } from './platform.ts';
import type { TwilioSimulator } from './simulator.ts';

/** Builds a simulated Twilio. It opens no port: mount `api` and `control`, or use `startTwilioSimulator`. */
export function createTwilioSimulator(options: TwilioSimulatorOptions = {}): TwilioSimulator {
  let baseUrl: string | undefined;
  const platform = createPlatform(options, () => baseUrl);
  const { world, fetch, accounts, senders, accepted, webhooks } = platform;
  const actions = createPersonActions(world, fetch);
  const orders = createControl(platform);
  const control = createControlRoutes(orders, platform);

  return {
    provider: 'twilio',
    api: createApi(platform),
    control,
    world,
    ...actions,
    ...orders,
    received: accepted.list,
    onMessage: accepted.listen,
    waitForMessage: accepted.waitFor,
    onDelivery: webhooks.onAttempt,
    addAccount: accounts.set,
    addSender: senders.set,
    openAccount(request) {
      if (baseUrl === undefined) throw new Error('The address of the API must be set first.');
      return openAccount(request, platform, baseUrl);
    },
    setCallback(numberId, callbackUrl) {
      const sender = senders.require(numberId);
      const webhook = { ...sender.webhook, callback_url: callbackUrl, status_callback_url: callbackUrl };
      senders.set({ ...sender, webhook });
    },
    setBaseUrl(url) {
      baseUrl = url;
    },
    stop: platform.stop,
  };
}
