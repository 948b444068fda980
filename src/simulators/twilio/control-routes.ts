import type { FastifyPluginAsync } from 'fastify';
import { parseRequest } from '../kit/parse-request.ts';
import type { TwilioControl } from './control.ts';
import { accountBody, personBody, sandboxBody, senderBody, templateBody, webhookBody } from './control-schemas.ts';
import type { Platform } from './platform.ts';
import { joinCodeOf } from './sandbox.ts';
import type { TwilioSender } from './senders.ts';

/** Below `/simulator/api/twilio`. */
export function createControlRoutes(control: TwilioControl, { accounts, senders }: Platform): FastifyPluginAsync {
  /** Without secrets. */
  const render = ({ sid: numberId, status, webhook, accountSid, perSecond }: TwilioSender) => {
    const account = accounts.require(accountSid);
    const { authToken: _token, secondaryAuthToken: _second, apiKeys: _keys, sid: _sid, ...conditions } = account;
    const sender = { numberId, accountSid, senderStatus: status, perSecond: perSecond ?? null };
    return { ...sender, joinCode: joinCodeOf(account), hasCallback: webhook.callback_url !== '', ...conditions };
  };

  return async (app) => {
    app.get('/account', async () => ({ items: senders.list().map(render) }));
    app.post('/account', async (request) => {
      const { numberId, ...conditions } = parseRequest(accountBody, request.body);
      control.setConditions(numberId, conditions);
      return render(senders.require(numberId));
    });
    app.post('/sender', async (request) => {
      const { numberId, ...change } = parseRequest(senderBody, request.body);
      control.changeSender(numberId, change);
      return render(senders.require(numberId));
    });
    app.post('/sandbox', async (request, reply) => {
      const { numberId } = parseRequest(sandboxBody, request.body);
      return reply.status(201).send(control.openSandbox(numberId));
    });
    app.get('/alerts', async () => ({ items: control.alerts() }));
    app.post('/webhook', async (request, reply) => {
      control.sendWebhook(parseRequest(webhookBody, request.body));
      return reply.status(204).send();
    });
    app.post('/template', async (request, reply) => {
      control.changeTemplate(parseRequest(templateBody, request.body));
      return reply.status(204).send();
    });
    app.post('/person', async (request, reply) => {
      control.setStanding(parseRequest(personBody, request.body));
      return reply.status(204).send();
    });
  };
}
