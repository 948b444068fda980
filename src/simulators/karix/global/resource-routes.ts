import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Accounts, KarixNumber } from '../account.ts';
import { type MediaLibrary, OPEN_PATH } from '../media-library.ts';
import { findAccount } from './admission.ts';
import { renderPage } from './paging.ts';
import { GlobalRefusal, renderMeta } from './refusal.ts';
import type { NamedWebhook, Webhooks } from './webhooks.ts';

export interface ResourceParts {
  accounts: Accounts;
  webhooks: Webhooks;
  library: MediaLibrary;
}

const url = z.url({ protocol: /^https?$/ });
const webhookBody = z.object({ name: z.string().min(1), events_url: url });
const numberBody = z.object({ webhook_uid: z.string().nullable() });
const uidParams = z.object({ uid: z.string() });

/** `/webhook/`: callback URLs by name. */
export function addWebhookRoutes(app: FastifyInstance, { accounts, webhooks }: ResourceParts): void {
  const ownWebhook = (request: FastifyRequest): NamedWebhook => {
    const { uid } = findAccount(accounts, request.headers);
    const webhook = webhooks.get(uid, uidParams.parse(request.params).uid);
    if (!webhook) throw new GlobalRefusal(404, 'Webhook not found');
    return webhook;
  };

  app.get('/webhook/', async (request) => {
    const { uid } = findAccount(accounts, request.headers);
    return renderPage(webhooks.list(uid).map(renderWebhook), request.query, '/webhook/');
  });
  app.post('/webhook/', async (request, reply) => {
    const { uid } = findAccount(accounts, request.headers);
    const { name, events_url: eventsUrl } = parse(webhookBody, request.body);
    const webhook = webhooks.create(uid, { name, eventsUrl });
    return reply.status(201).send({ meta: renderMeta(), data: renderWebhook(webhook) });
  });
  app.get('/webhook/:uid/', async (request) => ({ meta: renderMeta(), data: renderWebhook(ownWebhook(request)) }));
  app.patch('/webhook/:uid/', async (request) => {
    const webhook = ownWebhook(request);
    const { name = webhook.name, events_url: eventsUrl = webhook.eventsUrl } = parse(
      webhookBody.partial(),
      request.body,
    );
    const changed = { ...webhook, name, eventsUrl };
    webhooks.change(changed);
    return { meta: renderMeta(), data: renderWebhook(changed) };
  });
  app.delete('/webhook/:uid/', async (request, reply) => {
    webhooks.remove(ownWebhook(request).uid);
    return reply.status(204).send();
  });
}

/** `/number/`: which webhook a number's inbound messages go to. */
export function addNumberRoutes(app: FastifyInstance, { accounts, webhooks }: ResourceParts): void {
  const render = ({ id, phoneNumber }: KarixNumber) => ({
    number: `+${phoneNumber}`,
    country: 'US',
    webhook_uid: webhooks.attachedTo(id)?.uid ?? null,
  });
  app.get('/number/', async (request) => {
    const { numbers } = findAccount(accounts, request.headers);
    return renderPage(numbers.map(render), request.query, '/number/');
  });
  app.patch('/number/:uid/', async (request) => {
    const { uid, numbers } = findAccount(accounts, request.headers);
    const asked = uidParams.parse(request.params).uid.replace(/^\+/, '');
    const number = numbers.find(({ phoneNumber }) => phoneNumber === asked);
    if (!number) throw new GlobalRefusal(404, 'Number not found');
    const { webhook_uid: webhookUid } = parse(numberBody, request.body);
    if (webhookUid !== null && !webhooks.get(uid, webhookUid)) {
      throw new GlobalRefusal(400, 'Webhook not found', 'webhook_uid');
    }
    webhooks.attach(number.id, webhookUid);
    return { meta: renderMeta(), data: render(number) };
  });
}

/** Files of inbound messages, for everybody who knows the address. */
export function addFileRoutes(app: FastifyInstance, { library }: ResourceParts): void {
  app.get(`${OPEN_PATH}:uid`, async (request, reply) => {
    const stored = library.get(uidParams.parse(request.params).uid);
    if (!stored) throw new GlobalRefusal(404, 'File not found');
    return reply.type(stored.file.mimeType).send(stored.file.bytes);
  });
}

function renderWebhook({ uid, accountUid, name, eventsUrl }: NamedWebhook): object {
  return { uid, account_uid: accountUid, name, events_url: eventsUrl };
}

function parse<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const [issue] = error.issues;
  throw new GlobalRefusal(400, issue?.message ?? 'Invalid request', String(issue?.path[0] ?? 'body'));
}
