import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { toIso } from './dates.ts';
import { renderMetaPage } from './paging.ts';
import type { Platform } from './platform.ts';
import { formOf, pathPart, sidIn } from './request.ts';
import { noResource, RestError } from './rest-error.ts';
import { addressOf, type TwilioSender } from './senders.ts';
import type { MessagingService } from './services.ts';

const SERVICES = '/v1/Services';
const CHANNEL_SENDERS = `${SERVICES}/:serviceSid/ChannelSenders`;

/** Messaging services and their WhatsApp senders. https://www.twilio.com/docs/messaging/api/service-resource */
export function addServiceRoutes(app: FastifyInstance, platform: Platform): void {
  const { admission, services, clock } = platform;

  const own = (request: FastifyRequest, reply: FastifyReply): MessagingService => {
    const { account } = admission.admit(request, reply);
    const service = services.get(account.sid, sidIn(request));
    if (!service) throw noResource(request.url);
    return service;
  };

  app.get(SERVICES, async (request, reply) => {
    const { account } = admission.admit(request, reply);
    return renderMetaPage(request, 'services', services.list(account.sid).map(renderService));
  });
  app.post(SERVICES, async (request, reply) => {
    const { account } = admission.admit(request, reply);
    const form = formOf(request);
    const [friendlyName, inboundRequestUrl, statusCallback] = [
      'FriendlyName',
      'InboundRequestUrl',
      'StatusCallback',
    ].map((name) => form.get(name));
    if (!friendlyName) throw new RestError(20001, 'The parameter FriendlyName is required.');
    const service = services.create({
      ...{ accountSid: account.sid, friendlyName, createdAt: clock.now() },
      ...(inboundRequestUrl && { inboundRequestUrl }),
      ...(statusCallback && { statusCallback }),
    });
    return reply.status(201).send(renderService(service));
  });
  app.get(`${SERVICES}/:sid`, async (request, reply) => renderService(own(request, reply)));
  app.delete(`${SERVICES}/:sid`, async (request, reply) => {
    services.remove(own(request, reply).sid);
    return reply.status(204).send();
  });
  addChannelSenderRoutes(app, platform);
}

function addChannelSenderRoutes(app: FastifyInstance, { admission, services, senders }: Platform): void {
  const scene = (request: FastifyRequest, reply: FastifyReply) => {
    const { account } = admission.admit(request, reply);
    const service = services.get(account.sid, pathPart(request, 'serviceSid'));
    if (!service) throw noResource(request.url);
    return { service, own: senders.ofAccount(account.sid) };
  };

  app.get(CHANNEL_SENDERS, async (request, reply) => {
    const { service, own } = scene(request, reply);
    const members = own.filter(({ sid }) => service.senderSids.includes(sid));
    return renderMetaPage(
      request,
      'senders',
      members.map((sender) => renderMember(service, sender)),
    );
  });
  app.post(CHANNEL_SENDERS, async (request, reply) => {
    const { service, own } = scene(request, reply);
    const sender = own.find(({ sid }) => sid === formOf(request).get('Sid'));
    if (!sender) throw new RestError(20001, 'The parameter Sid names no sender of the account.');
    services.setSenders(service.sid, [...new Set([...service.senderSids, sender.sid])]);
    return reply.status(201).send(renderMember(service, sender));
  });
  app.delete(`${CHANNEL_SENDERS}/:sid`, async (request, reply) => {
    const { service } = scene(request, reply);
    const others = service.senderSids.filter((sid) => sid !== sidIn(request));
    if (others.length === service.senderSids.length) throw noResource(request.url);
    services.setSenders(service.sid, others);
    return reply.status(204).send();
  });
}

function renderService({
  sid,
  accountSid,
  friendlyName,
  inboundRequestUrl,
  statusCallback,
  createdAt,
}: MessagingService) {
  return {
    sid,
    account_sid: accountSid,
    friendly_name: friendlyName,
    inbound_request_url: inboundRequestUrl ?? null,
    inbound_method: 'POST',
    fallback_url: null,
    fallback_method: 'POST',
    status_callback: statusCallback ?? null,
    use_inbound_webhook_on_number: inboundRequestUrl === undefined,
    date_created: toIso(createdAt),
    date_updated: toIso(createdAt),
  };
}

function renderMember({ sid, accountSid, createdAt }: MessagingService, sender: TwilioSender) {
  return {
    account_sid: accountSid,
    messaging_service_sid: sid,
    sid: sender.sid,
    sender: addressOf(sender),
    sender_type: 'WhatsApp',
    country_code: '',
    date_created: toIso(createdAt),
    date_updated: toIso(createdAt),
  };
}
