import type { FastifyPluginAsync } from 'fastify';
import { parseRequest } from '../kit/parse-request.ts';
import type { Accounts, KarixNumber } from './account.ts';
import type { KarixControl } from './control.ts';
import { accountBody, answersBody, templateBody, webhookBody } from './control-schemas.ts';

/** Below `/simulator/api/karix`. */
export function createControlRoutes(control: KarixControl, accounts: Accounts): FastifyPluginAsync {
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
    app.get('/answers', async () => control.answerForm());
    app.post('/answers', async (request) => {
      control.setAnswerForm(parseRequest(answersBody, request.body));
      return control.answerForm();
    });
    app.post('/template', async (request, reply) => {
      control.changeTemplate(parseRequest(templateBody, request.body));
      return reply.status(204).send();
    });
  };
}

/** Without secrets: of the webhook header only the name. */
function renderConditions({ id, phoneNumber, credentials, conditions, webhookForm, callbackUrl }: KarixNumber) {
  const header = webhookForm.header && { name: webhookForm.header.name };
  return {
    numberId: id,
    phoneNumber,
    product: credentials.product,
    ...conditions,
    webhookForm: { ...webhookForm, header },
    hasCallback: callbackUrl !== undefined,
  };
}
