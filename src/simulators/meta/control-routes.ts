import type { FastifyPluginAsync } from 'fastify';
import { parseRequest } from '../kit/parse-request.ts';
import { type Accounts, callbackFor, isRegistered, type MetaNumber } from './account.ts';
import type { MetaControl } from './control.ts';
import { accountBody, templateBody, webhookBody } from './control-schemas.ts';

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
