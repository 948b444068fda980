import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { parseForm } from '../../kit/multipart.ts';
import type { Accounts } from '../account.ts';
import { type Mode, selfServeConditionsSchema } from '../conditions.ts';
import { ApiError, badRequest } from './api-error.ts';
import { type PartnerParts, requirePartnerApp } from './partner-app.ts';
import { addPartnerTemplateRoutes } from './partner-template-routes.ts';
import { markRead } from './presence.ts';
import { readV3Message } from './read-v3-message.ts';
import { answerSend, fieldsOf, holdsSecret, objectOf, paramOf } from './requests.ts';

const modesSchema = z.string().transform((text, context) => {
  const result = selfServeConditionsSchema.shape.modes.safeParse(text.split(',').map((mode) => mode.trim()));
  if (!result.success) context.addIssue({ code: 'custom', message: 'unknown mode' });
  return result.data ?? ([] as Mode[]);
});

const subscriptionSchema = z.object({
  modes: modesSchema,
  tag: z.string(),
  url: z.url({ protocol: /^https?$/ }),
  version: z.enum(['2', '3']),
});

/** What a partner does with its apps. https://partner-docs.gupshup.io */
export function addPartnerRoutes(app: FastifyInstance, parts: PartnerParts): void {
  addAccountRoutes(app, parts.accounts);
  addAppRoutes(app, parts);
  addPartnerTemplateRoutes(app, parts);
  app.post('/partner/app/:appId/v3/message', async (request, reply) => {
    const number = requirePartnerApp(request, parts.accounts);
    const body = objectOf(request);
    if (body.status === 'read') return markRead(number, body, parts.world);
    const now = parts.world.clock.now();
    const scene = {
      templates: parts.templates.list(number.numberId),
      entryOf: (id: string) => parts.world.chats.withEntry(number.numberId, id)?.get(id)?.id,
      now,
    };
    return answerSend(
      number,
      {
        reply,
        process(failure) {
          const outgoing = readV3Message(body, scene);
          const id = parts.sending.take(number, outgoing, failure);
          const { kind, value } = outgoing.address;
          const contact = kind === 'phone' ? { wa_id: value } : { user_id: value };
          return {
            messaging_product: 'whatsapp',
            contacts: [{ input: outgoing.to, ...contact }],
            messages: [{ id }],
          };
        },
      },
      parts,
    );
  });
}

function addAccountRoutes(app: FastifyInstance, accounts: Accounts): void {
  app.post('/partner/account/login', async (request) => {
    const { email, password = '' } = fieldsOf(request);
    const number = accounts
      .selfServe()
      .find(({ partner }) => partner.email === email && holdsSecret(password, partner.password));
    if (!number) throw new ApiError(401, 'Authentication Failed');
    return { token: number.partner.token };
  });
  const ofPartner = (request: FastifyRequest) => {
    const numbers = accounts.selfServe().filter(({ partner }) => holdsSecret(request.headers.token, partner.token));
    if (numbers.length === 0) throw new ApiError(401, 'Unauthorized');
    return numbers;
  };
  app.get('/partner/account/api/partnerApps', async (request) => ({
    status: 'success',
    partnerAppsList: ofPartner(request).map(({ appId, appName, phoneNumber }) => ({
      id: appId,
      name: appName,
      phone: phoneNumber,
      live: true,
    })),
  }));
  app.get('/partner/app/:appId/token', async (request) => {
    const number = ofPartner(request).find(({ appId }) => appId === paramOf(request, 'appId'));
    if (!number) throw badRequest('Invalid App Details');
    return { token: { token: number.partner.appToken } };
  });
}

function addAppRoutes(app: FastifyInstance, { accounts, media, events }: PartnerParts): void {
  app.put('/partner/app/:appId/config/bsuid', async (request) => {
    const number = requirePartnerApp(request, accounts);
    const { enableBSUID } = objectOf(request);
    if (typeof enableBSUID !== 'boolean') throw badRequest('Invalid enableBSUID');
    accounts.set({ ...number, conditions: { ...number.conditions, bsuid: enableBSUID } });
    return { status: 'success' };
  });
  app.get('/partner/app/:appId/wallet/balance', async (request) => {
    requirePartnerApp(request, accounts);
    return { status: 'success', walletResponse: { currency: 'USD', currentBalance: 42.5, overDraftLimit: 0 } };
  });
  app.post('/partner/app/:appId/subscription', async (request) => {
    const number = requirePartnerApp(request, accounts);
    const result = subscriptionSchema.safeParse(fieldsOf(request));
    if (!result.success) throw badRequest(`Invalid subscription: ${result.error.issues[0]?.path.join('.')}`);
    const { url, modes, version } = result.data;
    const conditions = { ...number.conditions, modes, version: version === '3' ? (3 as const) : (2 as const) };
    const subscribed = { ...number, callbackUrl: url, conditions };
    accounts.set(subscribed);
    events.subscribed(subscribed);
    return { status: 'success', subscription: { active: true, modes, tag: result.data.tag, url, version } };
  });
  app.post('/partner/app/:appId/upload/media', async (request) => {
    requirePartnerApp(request, accounts);
    const form = await parseForm(request.body, request.headers['content-type']);
    const file = form.get('file');
    if (!(file instanceof File)) throw badRequest('file is missing');
    const mimeType = String(form.get('file_type') ?? file.type);
    const id = media.store({ bytes: Buffer.from(await file.arrayBuffer()), mimeType, fileName: file.name });
    return { status: 'success', handleId: { message: id } };
  });
  app.get('/partner/app/:appId/media/:mediaId', async (request, reply) => {
    requirePartnerApp(request, accounts);
    const found = media.get(paramOf(request, 'mediaId'));
    if (!found) throw new ApiError(404, 'Media not found');
    return reply.type(found.mimeType).send(found.bytes);
  });
}
