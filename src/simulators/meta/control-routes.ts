import type { FastifyPluginAsync } from 'fastify';
import { z } from 'zod';
import { parseRequest } from '../kit/parse-request.ts';
import { notFound } from '../kit/problem.ts';
import { type Accounts, callbackFor, isRegistered, type MetaNumber, type NumberState } from './account.ts';
import type { Outbox } from './outbox.ts';
import type { TemplateBook } from './templates/template-book.ts';
import { WEBHOOK_FIELDS } from './webhook-fields.ts';

const numberId = z.string().min(1);

const webhookBody = z.strictObject({
  numberId: numberId.optional(),
  field: z.string().min(1),
  value: z.record(z.string(), z.unknown()),
});

const accountBody = z.strictObject({
  numberId,
  token: z.enum(['valid', 'expired', 'revoked', 'no_permission']).optional(),
  appSecretRequired: z.boolean().optional(),
  isRegistered: z.boolean().optional(),
  isVerified: z.boolean().optional(),
  isSubscribed: z.boolean().optional(),
  subscribedFields: z.array(z.enum(WEBHOOK_FIELDS)).nullable().optional(),
  /** The account is locked (131031), restricted for policy (368), or in maintenance (131057). */
  locked: z.boolean().optional(),
  restricted: z.boolean().optional(),
  maintenance: z.boolean().optional(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  throughputPerSecond: z.number().int().min(1).optional(),
  /** Digits; null lifts the limit of a test number. */
  allowedRecipients: z.array(z.string().regex(/^\d+$/)).nullable().optional(),
  pin: z
    .string()
    .regex(/^\d{6}$/)
    .nullable()
    .optional(),
  isOnBusinessApp: z.boolean().optional(),
});

const templateBody = z.strictObject({
  numberId,
  name: z.string(),
  language: z.string(),
  status: z
    .enum(['PENDING', 'APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'IN_APPEAL', 'FLAGGED', 'LOCKED'])
    .optional(),
  reason: z.string().optional(),
  quality: z.enum(['GREEN', 'YELLOW', 'RED', 'UNKNOWN']).optional(),
  category: z.enum(['MARKETING', 'UTILITY', 'AUTHENTICATION']).optional(),
});

export type AccountConditions = Omit<z.output<typeof accountBody>, 'numberId'>;
type TemplateOrder = z.output<typeof templateBody>;

interface ControlParts {
  accounts: Accounts;
  outbox: Outbox;
  templates: TemplateBook;
}

/** What a script does beside the people's acts; the same for callers in the process and over HTTP. */
export interface MetaControl {
  /** Sends one change of any webhook field, signed; what is the same for all is filled in. Without a number: the first. */
  sendWebhook(change: z.output<typeof webhookBody>): void;
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

/** Below `/simulator/api/meta`. */
export function createControlRoutes(control: MetaControl, accounts: Accounts): FastifyPluginAsync {
  return async (app) => {
    app.post('/webhook', async (request, reply) => {
      control.sendWebhook(parseRequest(webhookBody, request.body));
      return reply.status(204).send();
    });
    app.get('/account', async () => ({ items: accounts.list().map(renderConditions) }));
    app.post('/account', async (request) => {
      const { numberId: id, ...conditions } = parseRequest(accountBody, request.body);
      control.setConditions(id, conditions);
      return renderConditions(accounts.require(id));
    });
    app.post('/template', async (request, reply) => {
      control.changeTemplate(parseRequest(templateBody, request.body));
      return reply.status(204).send();
    });
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

/** Without secrets: what is set, and where webhooks go. */
function renderConditions(number: MetaNumber) {
  return {
    numberId: number.phoneNumberId,
    appId: number.appId,
    businessAccountId: number.businessAccountId,
    token: number.token ?? 'valid',
    appSecretRequired: number.requireAppSecretProof ?? false,
    isRegistered: isRegistered(number),
    isVerified: !number.isUnverified,
    isSubscribed: number.isSubscribed ?? true,
    subscribedFields: number.subscribedFields ?? null,
    locked: number.state === 'locked',
    restricted: number.state === 'restricted',
    maintenance: number.state === 'maintenance',
    quality: number.quality ?? 'GREEN',
    throughputPerSecond: number.throughputPerSecond ?? 80,
    allowedRecipients: number.allowedRecipients ?? null,
    isOnBusinessApp: number.isOnBusinessApp ?? false,
    hasCallback: callbackFor(number, 'messages') !== undefined,
  };
}

type Present<T> = { [K in keyof T]?: Exclude<T[K], undefined> };

function dropUndefined<T extends object>(value: T): Present<T> {
  // Object.fromEntries cannot tell the keys; they are those of `value`.
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Present<T>;
}
