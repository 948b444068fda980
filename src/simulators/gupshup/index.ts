import { createPersonActions } from '../kit/person-actions.ts';
import type { AccountRequest } from '../kit/simulator.ts';
import type { GupshupNumber } from './account.ts';
import { createApi } from './api.ts';
import { createControl } from './control.ts';
import { createControlRoutes } from './control-routes.ts';
import { toEnterpriseNumber, toSelfServeNumber } from './open-account.ts';
import { createPlatform, type Platform } from './platform.ts';
import type { GupshupSimulator, GupshupSimulatorOptions } from './simulator.ts';
import { SEEDED_TEMPLATES } from './templates/seeds.ts';

/** Builds a simulated Gupshup. It opens no port: mount `api` and `control`, or use `startGupshupSimulator`. */
export function createGupshupSimulator(options: GupshupSimulatorOptions = {}): GupshupSimulator {
  let address: string | undefined;
  const baseUrl = () => {
    if (address === undefined) throw new Error('The simulated Gupshup has no address yet: setBaseUrl was not called.');
    return address;
  };
  const platform = createPlatform(options, baseUrl);
  const { world, fetch, accounts, sender, accepted, templates, events } = platform;
  const actions = createPersonActions(world, fetch);
  const orders = createControl(platform);
  const control = createControlRoutes(orders, accounts);

  return {
    provider: 'gupshup',
    api: createApi(platform),
    control,
    world,
    ...actions,
    ...orders,
    openAccount: (request) => {
      const open = request.product === 'self_serve' ? openSelfServe : openEnterprise;
      return open(request, platform, { baseUrl: baseUrl(), options });
    },
    openSelfServeAccount: (request) => openSelfServe(request, platform, { baseUrl: baseUrl(), options }),
    addNumber: accounts.set,
    seedTemplates: (numberId, drafts = SEEDED_TEMPLATES) => templates.seed(numberId, drafts),
    received: accepted.list,
    onMessage: accepted.listen,
    waitForMessage: accepted.waitFor,
    onDelivery: sender.onAttempt,
    setBaseUrl(url) {
      address = url;
    },
    setCallback(numberId, callbackUrl) {
      const number = { ...accounts.require(numberId), callbackUrl };
      accounts.set(number);
      if (number.product === 'self_serve') events.subscribed(number);
    },
    stop: platform.stop,
  };
}

interface Opening {
  baseUrl: string;
  options: GupshupSimulatorOptions;
}

function openEnterprise(request: AccountRequest, platform: Platform, { baseUrl, options }: Opening) {
  const number = open(toEnterpriseNumber(request), platform, options);
  const { session, hsm } = number;
  return {
    numberId: number.numberId,
    settings: {
      product: number.product,
      // Where clients ask for a "WABA ID", this product's operators enter the user id.
      wabaId: session.userId,
      userId: session.userId,
      password: session.password,
      ...(hsm && { hsmUserId: hsm.userId, hsmPassword: hsm.password }),
      apiBaseUrl: baseUrl,
    },
    senderFields: {},
  };
}

function openSelfServe(request: AccountRequest, platform: Platform, { baseUrl, options }: Opening) {
  const { product, numberId, appName, appId, apiKey, partner } = open(toSelfServeNumber(request), platform, options);
  return {
    numberId,
    settings: { product, apiKey, appName, apiBaseUrl: baseUrl },
    senderFields: {},
    appId,
    partner: { email: partner.email, password: partner.password },
  };
}

/** Opened again, a number keeps its callback, application and conditions. */
function open<N extends GupshupNumber>(
  fresh: N,
  { accounts, templates }: Platform,
  options: GupshupSimulatorOptions,
): N {
  const before = accounts.list().find(({ numberId }) => numberId === fresh.numberId);
  const { callbackUrl, app, conditions } = before ?? {};
  const callbackDelayMs = options.callbackDelayMs ?? 0;
  const number = {
    ...fresh,
    conditions: conditions ?? { ...fresh.conditions, callbackDelayMs },
    ...(callbackUrl && { callbackUrl }),
    ...(app && { app }),
  };
  accounts.set(number);
  templates.seed(number.numberId, SEEDED_TEMPLATES);
  return number;
}
