import { createPersonActions } from '../kit/person-actions.ts';
import type { AccountRequest, OpenedAccount } from '../kit/simulator.ts';
import { numberIdOf } from './account.ts';
import { createApi } from './api.ts';
import { createControl } from './control.ts';
import { createControlRoutes } from './control-routes.ts';
import { createPlatform, type Platform } from './platform.ts';
import type { InfobipSimulator, InfobipSimulatorOptions } from './simulator.ts';
import { SEEDED_TEMPLATES } from './templates/seeds.ts';

/** Builds a simulated Infobip. It opens no port: mount `api`, or use `startInfobipSimulator`. */
export function createInfobipSimulator(options: InfobipSimulatorOptions = {}): InfobipSimulator {
  let { baseUrl } = options;
  const requireBaseUrl = () => {
    if (baseUrl === undefined) throw new Error('The address of the simulated Infobip is not set yet.');
    return baseUrl;
  };
  const platform = createPlatform(options, requireBaseUrl);
  const { world, fetch, accounts, accepted, templates, push, conditions } = platform;
  const orders = createControl(platform);

  return {
    provider: 'infobip',
    api: createApi(platform),
    control: createControlRoutes({ control: orders, accounts, conditions }),
    world,
    ...createPersonActions(world, fetch),
    ...orders,
    addAccount: accounts.setAccount,
    addNumber(number) {
      accounts.setNumber(number);
      return numberIdOf(number);
    },
    seedTemplates: (businessAccountId, drafts = SEEDED_TEMPLATES) => templates.seed(businessAccountId, drafts),
    openAccount: (request) => openAccount(platform, requireBaseUrl(), request),
    setCallback: (numberId, url) => orders.setCallbackTarget(numberId, { url }),
    setBaseUrl(url) {
      baseUrl = url;
    },
    received: accepted.list,
    onMessage: accepted.listen,
    waitForMessage: accepted.waitFor,
    onDelivery: push.onAttempt,
    stop: platform.stop,
  };
}

/** An account of one sender, with the templates of a new one. What scripts have set stays as it is. */
function openAccount({ accounts, templates }: Platform, baseUrl: string, request: AccountRequest): OpenedAccount {
  const { phoneNumber: sender, displayName, secretOf } = request;
  const key = secretOf('api key');
  const account = {
    username: `sim_${sender}`,
    password: `Pw-${secretOf('password').slice(0, 24)}`,
    apiKey: `${key.slice(0, 32)}-${uuidOf(key.slice(32))}`,
  };
  const businessAccountId = Number.parseInt(secretOf('business account').slice(0, 12), 16);
  accounts.setAccount({ ...accounts.account(account.username), ...account });
  accounts.setNumber({
    ...accounts.bySender(sender),
    sender,
    username: account.username,
    displayName,
    businessAccountId,
  });
  templates.seed(businessAccountId, SEEDED_TEMPLATES);
  const { username, password, apiKey } = account;
  return {
    numberId: numberIdOf({ sender }),
    settings: { baseUrl, username, password, apiKey },
    senderFields: {},
  };
}

/** 32 hex digits as a UUID. */
function uuidOf(hex: string): string {
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5');
}
