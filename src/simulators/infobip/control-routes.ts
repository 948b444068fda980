import type { FastifyPluginAsync } from 'fastify';
import { parseRequest } from '../kit/parse-request.ts';
import { type Accounts, type InfobipNumber, numberIdOf } from './account.ts';
import type { InfobipControl } from './control.ts';
import {
  accountBody,
  callbackBody,
  conditionsBody,
  inboundBody,
  mediaBody,
  templateBody,
  webhookBody,
} from './control-schemas.ts';
import type { WebhookConditions } from './webhook-conditions.ts';

export interface ControlParts {
  control: InfobipControl;
  accounts: Accounts;
  conditions(): WebhookConditions;
}

/** Below `/simulator/api/infobip`. */
export function createControlRoutes({ control, accounts, conditions }: ControlParts): FastifyPluginAsync {
  return async (app) => {
    const order = (path: string, act: (body: unknown) => void) =>
      app.post(path, async (request, reply) => {
        act(request.body);
        return reply.status(204).send();
      });
    order('/webhook', (body) => control.sendWebhook(parseRequest(webhookBody, body)));
    order('/inbound', (body) => control.sendInbound(parseRequest(inboundBody, body)));
    order('/template', (body) => control.changeTemplate(parseRequest(templateBody, body)));
    order('/media', (body) => control.setMedia(parseRequest(mediaBody, body)));
    order('/callback', (body) => {
      const { numberId, ...target } = parseRequest(callbackBody, body);
      control.setCallbackTarget(numberId, target);
    });

    app.get('/webhooks', async () => conditions());
    app.post('/webhooks', async (request) => {
      control.setWebhookConditions(parseRequest(conditionsBody, request.body));
      return conditions();
    });
    app.get('/account', async () => ({ items: accounts.listNumbers().map(render) }));
    app.post('/account', async (request) => {
      const { numberId, ...change } = parseRequest(accountBody, request.body);
      control.setAccountConditions(numberId, change);
      return render(accounts.requireNumber(numberId));
    });
  };

  /** Without secrets: what is set, and whether webhooks go anywhere. */
  function render(number: InfobipNumber): object {
    const { isLocked, hasNoCredits, scopes, trialRecipients, sendsPerSecond } = accounts.requireAccount(
      number.username,
    );
    return {
      numberId: numberIdOf(number),
      sender: number.sender,
      username: number.username,
      isLocked: isLocked ?? false,
      hasNoCredits: hasNoCredits ?? false,
      scopes: scopes ?? null,
      trialRecipients: trialRecipients ?? null,
      sendsPerSecond: sendsPerSecond ?? 4_000,
      sharedKeyword: number.sharedKeyword ?? null,
      quality: number.quality ?? 'HIGH',
      state: number.state ?? 'CONNECTED',
      hasCallback: number.callback !== undefined,
    };
  }
}
