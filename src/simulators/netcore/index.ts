import { createPersonActions } from '../kit/person-actions.ts';
import type { AccountRequest } from '../kit/simulator.ts';
import { type NetcoreNumber, USUAL_CONDITIONS } from './account.ts';
import { createApi } from './api.ts';
import { createControl } from './control.ts';
import { createControlRoutes } from './control-routes.ts';
import { numberOf, renderAccount } from './opened-account.ts';
import { createPlatform } from './platform.ts';
import type { NetcoreSimulator, NetcoreSimulatorOptions, NewNumber } from './simulator.ts';
import { CAPTURED_FORM } from './webhook-form.ts';

/** Builds a simulated Netcore. It opens no port: mount `api` and `control`, or use `startNetcoreSimulator`. */
export function createNetcoreSimulator(options: NetcoreSimulatorOptions = {}): NetcoreSimulator {
  const platform = createPlatform(options);
  const { world, fetch, accounts, sender, accepted } = platform;
  const orders = createControl(platform);
  let baseUrl: string | undefined;

  const openAccount = (request: AccountRequest) => {
    if (baseUrl === undefined) throw new Error('The address of the simulated API is not set yet.');
    const number = numberOf(request);
    const known = accounts.get(number.id);
    if (known) accounts.set({ ...known, apiKey: number.apiKey, displayName: request.displayName });
    else accounts.set(complete(number));
    return renderAccount(number, baseUrl);
  };

  return {
    provider: 'netcore',
    api: createApi(platform, orders.answerForm),
    control: createControlRoutes(orders, accounts),
    world,
    ...createPersonActions(world, fetch),
    ...orders,
    openAccount,
    addNumber: (number) => accounts.set(complete(number)),
    setCallback: (numberId, callbackUrl) => accounts.set({ ...accounts.require(numberId), callbackUrl }),
    setBaseUrl(url) {
      baseUrl = url;
    },
    received: accepted.list,
    onMessage: accepted.listen,
    waitForMessage: accepted.waitFor,
    onDelivery: sender.onAttempt,
    stop: platform.stop,
  };
}

function complete({ displayName, conditions, webhookForm, ...number }: NewNumber): NetcoreNumber {
  return {
    ...number,
    displayName: displayName ?? number.phoneNumber,
    conditions: { ...USUAL_CONDITIONS, ...conditions },
    webhookForm: { ...CAPTURED_FORM, ...webhookForm },
  };
}
