import { dropUndefined } from '../kit/drop-undefined.ts';
import { notFound } from '../kit/problem.ts';
import type { Accounts, MetaNumber, NumberState } from './account.ts';
import type { AccountConditions, TemplateOrder, WebhookOrder } from './control-schemas.ts';
import type { Outbox } from './outbox.ts';
import type { TemplateBook } from './templates/template-book.ts';

interface ControlParts {
  accounts: Accounts;
  outbox: Outbox;
  templates: TemplateBook;
}

/** What a script does beside the people's acts; the same for callers in the process and over HTTP. */
export interface MetaControl {
  /** Sends one change of any webhook field, signed; what is the same for all is filled in. Without a number: the first. */
  sendWebhook(change: WebhookOrder): void;
  /** Sets conditions of the account, number and token. */
  setConditions(phoneNumberId: string, conditions: AccountConditions): void;
  /** Decides on a template, or changes its quality or category; webhooks tell of it. */
  changeTemplate(order: TemplateOrder): void;
}

export function createControl({ accounts, outbox, templates }: ControlParts): MetaControl {
  return {
    sendWebhook({ numberId: id, field, value }) {
      const number = id === undefined ? accounts.list()[0] : accounts.require(id);
      if (!number) throw notFound('A Meta number');
      outbox.send({ number, field, value, chat: 'script' });
    },
    setConditions(id, conditions) {
      const own = accounts.require(id);
      const { token, appSecretRequired, isSubscribed, subscribedFields, ...rest } = conditions;
      accounts.set(applyToNumber(own, rest));
      accounts.change(
        ({ accessToken }) => accessToken === own.accessToken,
        (number) => ({ ...number, ...(token && { token }) }),
      );
      accounts.change(
        ({ appId }) => appId === own.appId,
        (number) => ({
          ...number,
          ...(appSecretRequired !== undefined && { requireAppSecretProof: appSecretRequired }),
          ...(subscribedFields !== undefined && { subscribedFields: subscribedFields ?? undefined }),
        }),
      );
      accounts.change(
        ({ appId, businessAccountId }) => appId === own.appId && businessAccountId === own.businessAccountId,
        (number) => ({ ...number, ...(isSubscribed !== undefined && { isSubscribed }) }),
      );
    },
    changeTemplate({ numberId: id, name, language, ...change }) {
      const template = templates.find(accounts.require(id).businessAccountId, name, language);
      if (!template) throw notFound(`Template ${name} in ${language}`);
      templates.change(template.id, dropUndefined(change));
    },
  };
}

type NumberConditions = Omit<AccountConditions, 'token' | 'appSecretRequired' | 'isSubscribed' | 'subscribedFields'>;

function applyToNumber(number: MetaNumber, conditions: NumberConditions): MetaNumber {
  const { quality, throughputPerSecond, allowedRecipients, pin, isOnBusinessApp, isVerified } = conditions;
  return {
    ...number,
    state: nextState(number, conditions),
    ...dropUndefined({ quality, throughputPerSecond, isOnBusinessApp }),
    ...(isVerified !== undefined && { isUnverified: !isVerified }),
    ...(allowedRecipients !== undefined && { allowedRecipients: allowedRecipients ?? undefined }),
    ...(pin !== undefined && { pin: pin ?? undefined }),
  };
}

/** A condition that is switched off gives way to `connected`, if it was the one. */
function nextState({ state = 'connected' }: MetaNumber, conditions: NumberConditions): NumberState {
  const switches: [NumberState, boolean | undefined][] = [
    ['unregistered', conditions.isRegistered === undefined ? undefined : !conditions.isRegistered],
    ['locked', conditions.locked],
    ['restricted', conditions.restricted],
    ['maintenance', conditions.maintenance],
  ];
  const on = switches.find(([, isOn]) => isOn);
  if (on) return on[0];
  return switches.some(([name, isOn]) => name === state && isOn === false) ? 'connected' : state;
}
