import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { dropUndefined } from '../kit/drop-undefined.ts';
import { renderMetaPage } from './paging.ts';
import { parseBody } from './parse-body.ts';
import type { Platform } from './platform.ts';
import { queryOf, sidIn } from './request.ts';
import { noResource, RestError } from './rest-error.ts';
import { newSenderBody, senderChangeBody } from './sender-schemas.ts';
import { addressOf, isSandbox, NO_WEBHOOK, type TwilioSender } from './senders.ts';

const SENDERS = '/v2/Channels/Senders';

/** WhatsApp senders with their webhooks and profile. https://www.twilio.com/docs/whatsapp/api/senders */
export function addSenderRoutes(app: FastifyInstance, { admission, senders, schedule, nextSid }: Platform): void {
  const own = (request: FastifyRequest, reply: FastifyReply): TwilioSender => {
    const { account } = admission.admit(request, reply);
    const sender = senders.get(sidIn(request));
    if (sender?.accountSid !== account.sid || isSandbox(sender)) throw noResource(request.url);
    return sender;
  };
  const render = (request: FastifyRequest, sender: TwilioSender) =>
    renderSender(sender, `${request.protocol}://${request.host}${SENDERS}`);

  app.get(SENDERS, async (request, reply) => {
    const { account } = admission.admit(request, reply);
    if (queryOf(request).get('Channel') !== 'whatsapp')
      throw new RestError(20001, 'The parameter Channel is required.');
    const listed = senders.ofAccount(account.sid).filter((sender) => !isSandbox(sender));
    return renderMetaPage(
      request,
      'senders',
      listed.map((sender) => render(request, sender)),
    );
  });
  app.post(SENDERS, async (request, reply) => {
    const { account } = admission.admit(request, reply);
    const { sender_id, configuration = {}, webhook, profile } = parseBody(newSenderBody, request.body);
    const phoneNumber = sender_id.replace(/\D/g, '');
    if (senders.list().some((one) => one.phoneNumber === phoneNumber)) throw new RestError(63100, 'The sender exists.');
    const sender: TwilioSender = {
      ...{ sid: nextSid('XE'), accountSid: account.sid, phoneNumber, status: 'CREATING', configuration },
      webhook: { ...NO_WEBHOOK, ...dropUndefined(webhook ?? {}) },
      profile: { ...profile, name: profile?.name ?? sender_id },
    };
    senders.set(sender);
    schedule.after(0, () => senders.set({ ...senders.require(sender.sid), status: 'PENDING_VERIFICATION' }));
    return reply.status(202).send(render(request, sender));
  });
  app.get(`${SENDERS}/:sid`, async (request, reply) => render(request, own(request, reply)));
  app.post(`${SENDERS}/:sid`, async (request, reply) => {
    const before = own(request, reply);
    const { configuration, webhook, profile } = parseBody(senderChangeBody, request.body);
    const isVerified = before.status === 'PENDING_VERIFICATION' && configuration?.verification_code !== undefined;
    const after: TwilioSender = {
      ...before,
      status: isVerified ? 'ONLINE' : before.status,
      configuration: { ...before.configuration, ...configuration },
      webhook: { ...before.webhook, ...dropUndefined(webhook ?? {}) },
      profile: { ...before.profile, ...dropUndefined(profile ?? {}) },
    };
    senders.set(after);
    return reply.status(202).send(render(request, after));
  });
  app.delete(`${SENDERS}/:sid`, async (request, reply) => {
    const sender = own(request, reply);
    // The phones keep the number with its chats; the business has it no more.
    senders.set({ ...sender, status: 'OFFLINE' });
    senders.remove(sender.sid);
    return reply.status(204).send();
  });
}

function renderSender(sender: TwilioSender, baseUrl: string) {
  const { sid, status, configuration, webhook, profile } = sender;
  const isOffline = status === 'OFFLINE';
  return {
    sid,
    status,
    sender_id: addressOf(sender),
    configuration: {
      waba_id: '104857600000001',
      verification_method: 'sms',
      voice_application_sid: null,
      account_type: null,
      ...configuration,
      verification_code: null,
    },
    webhook,
    profile: {
      about: '',
      address: '',
      description: '',
      logo_url: '',
      vertical: 'Other',
      websites: [],
      emails: [],
      ...profile,
    },
    properties: { quality_rating: 'HIGH', messaging_limit: '10K Customers/24hr' },
    offline_reasons: isOffline ? [{ code: '63020', message: 'The sender is offline.', more_info: '' }] : null,
    url: `${baseUrl}/${sid}`,
  };
}
