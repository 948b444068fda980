import type { FastifyPluginAsync } from 'fastify';
import { createPersonActions } from '../kit/person-actions.ts';
import type { AccountRequest } from '../kit/simulator.ts';
import { type KarixNumber, USUAL_CONDITIONS } from './account.ts';
import { createControl, type KarixControl } from './control.ts';
import { createControlRoutes } from './control-routes.ts';
import { createGlobalApi } from './global/api.ts';
import { createPlatform, type Platform } from './platform.ts';
import { createRcmApi } from './rcm/api.ts';
import type { KarixSimulator, KarixSimulatorOptions, NewNumber } from './simulator.ts';
import { LOGGED_FORM } from './webhook-form.ts';

/** Builds a simulated Karix. It opens no port: mount `api` and `control`, or use `startKarixSimulator`. */
export function createKarixSimulator(options: KarixSimulatorOptions = {}): KarixSimulator {
  let baseUrl: string | undefined;
  const platform = createPlatform(options, () => baseUrl ?? '');
  const { world, fetch, accounts, sender, accepted } = platform;
  const orders = createControl(platform);

  /** An RCM number; keys look like short base64. */
  const openAccount = ({ phoneNumber, displayName, secretOf }: AccountRequest) => {
    if (baseUrl === undefined) throw new Error('The address of the simulated API is not set yet.');
    const accountKey = Buffer.from(secretOf('karix account key'), 'hex').toString('base64').slice(0, 24);
    const id = `karix-${phoneNumber}`;
    const opened = { id, phoneNumber, displayName, credentials: { product: 'rcm', accountKey } } as const;
    accounts.set({ ...(accounts.get(id) ?? complete(opened)), ...opened });
    return { numberId: id, settings: { accountKey, apiBaseUrl: baseUrl }, senderFields: {} };
  };

  return {
    provider: 'karix',
    api: createApi(platform, orders),
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

/** Both products below one root. */
function createApi(platform: Platform, { answerForm }: KarixControl): FastifyPluginAsync {
  return async (app) => {
    await app.register(createRcmApi({ ...platform, ...platform.rcm }, answerForm));
    await app.register(createGlobalApi({ ...platform, ...platform.global }));
  };
}

function complete({ displayName, conditions, webhookForm, ...number }: NewNumber): KarixNumber {
  return {
    ...number,
    displayName: displayName ?? number.phoneNumber,
    conditions: { ...USUAL_CONDITIONS, ...conditions },
    webhookForm: { ...LOGGED_FORM, ...webhookForm },
  };
}
