import type { FastifyPluginAsync } from 'fastify';
import { parseRequest } from '../kit/parse-request.ts';
import type { Accounts, GupshupNumber } from './account.ts';
import type { GupshupControl } from './control.ts';
import { accountBody, appBody, reportsBody, templateBody, webhookBody } from './control-schemas.ts';

/** Below `/simulator/api/gupshup`. */
export function createControlRoutes(control: GupshupControl, accounts: Accounts): FastifyPluginAsync {
  return async (app) => {
    app.post('/webhook', async (request, reply) => {
      control.sendWebhook(parseRequest(webhookBody, request.body));
      return reply.status(204).send();
    });
    app.get('/account', async () => ({ items: accounts.list().map(renderConditions) }));
    app.post('/account', async (request) => {
      const { numberId, ...conditions } = parseRequest(accountBody, request.body);
      control.setConditions(numberId, conditions);
      return renderConditions(accounts.require(numberId));
    });
    app.post('/app', async (request, reply) => {
      const { numberId, app: associated } = parseRequest(appBody, request.body);
      control.associateApp(numberId, associated ?? undefined);
      return reply.status(204).send();
    });
    app.post('/reports/hold', async (request, reply) => {
      control.holdReports(parseRequest(reportsBody, request.body).numberId);
      return reply.status(204).send();
    });
    app.post('/reports/release', async (request, reply) => {
      const { numberId, order } = parseRequest(reportsBody, request.body);
      control.releaseReports(numberId, order);
      return reply.status(204).send();
    });
    app.post('/template', async (request, reply) => {
      control.changeTemplate(parseRequest(templateBody, request.body));
      return reply.status(204).send();
    });
  };
}

/** Without secrets: what is set, and whether callbacks go anywhere. */
function renderConditions(number: GupshupNumber) {
  return {
    numberId: number.numberId,
    product: number.product,
    phoneNumber: number.phoneNumber,
    hasCallback: number.callbackUrl !== undefined,
    associatedApp: number.app?.clientId ?? null,
    ...number.conditions,
  };
}
