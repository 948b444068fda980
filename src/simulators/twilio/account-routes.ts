import type { FastifyInstance } from 'fastify';
import type { Caller } from './admission.ts';
import { toRfc2822 } from './dates.ts';
import { renderUriPage } from './paging.ts';
import type { Platform } from './platform.ts';
import { queryOf, sidIn } from './request.ts';
import { noResource } from './rest-error.ts';
import { isSandbox, type TwilioSender } from './senders.ts';
import { sidOf } from './sids.ts';

const API = '/2010-04-01/Accounts';

/** The caller's account and its phone numbers. https://www.twilio.com/docs/iam/api/account */
export function addAccountRoutes(app: FastifyInstance, { admission, senders }: Platform): void {
  app.get(`${API}.json`, async (request, reply) => {
    return renderUriPage(request, 'accounts', [renderAccount(admission.admit(request, reply))]);
  });
  app.get(`${API}/:sid`, async (request, reply) => {
    const caller = admission.admit(request, reply);
    if (sidIn(request) !== caller.account.sid) throw noResource(request.url);
    return renderAccount(caller);
  });

  const numbersOf = (caller: Caller) => {
    const own = senders.ofAccount(caller.account.sid).filter((sender) => !isSandbox(sender));
    return [...own.map((sender) => renderNumber(caller, sender)), ...plainNumbers(caller)];
  };
  app.get(`${API}/:accountSid/IncomingPhoneNumbers.json`, async (request, reply) => {
    const wanted = queryOf(request).get('PhoneNumber');
    const numbers = numbersOf(admission.admitOwner(request, reply));
    const fitting = numbers.filter(({ phone_number }) => wanted === null || phone_number.includes(wanted));
    return renderUriPage(request, 'incoming_phone_numbers', fitting);
  });
  app.get(`${API}/:accountSid/IncomingPhoneNumbers/:sid`, async (request, reply) => {
    const number = numbersOf(admission.admitOwner(request, reply)).find(({ sid }) => sid === sidIn(request));
    if (!number) throw noResource(request.url);
    return number;
  });
}

/** The token is shown to whoever has it already, never to an API key. */
function renderAccount({ account, hasAuthToken }: Caller) {
  const { sid, authToken, friendlyName, status = 'active', type = 'Full', createdAt } = account;
  const uri = `${API}/${sid}`;
  return {
    sid,
    friendly_name: friendlyName,
    status,
    type,
    owner_account_sid: sid,
    auth_token: hasAuthToken ? authToken : null,
    date_created: toRfc2822(createdAt),
    date_updated: toRfc2822(createdAt),
    subresource_uris: {
      messages: `${uri}/Messages.json`,
      incoming_phone_numbers: `${uri}/IncomingPhoneNumbers.json`,
    },
    uri: `${uri}.json`,
  };
}

/** Numbers that have no WhatsApp yet. */
function plainNumbers(caller: Caller) {
  return (caller.account.plainNumbers ?? []).map((phoneNumber) =>
    renderNumber(caller, { phoneNumber, profile: { name: `+${phoneNumber}` } }),
  );
}

function renderNumber({ account }: Caller, { phoneNumber, profile }: Pick<TwilioSender, 'phoneNumber' | 'profile'>) {
  const sid = sidOf('PN', phoneNumber);
  return {
    sid,
    account_sid: account.sid,
    api_version: '2010-04-01',
    phone_number: `+${phoneNumber}`,
    friendly_name: profile.name,
    capabilities: { voice: true, sms: true, mms: true, fax: false },
    sms_url: '',
    sms_method: 'POST',
    sms_fallback_url: '',
    sms_fallback_method: 'POST',
    sms_application_sid: '',
    status_callback: '',
    status_callback_method: 'POST',
    status: 'in-use',
    origin: 'twilio',
    beta: false,
    date_created: toRfc2822(account.createdAt),
    date_updated: toRfc2822(account.createdAt),
    uri: `${API}/${account.sid}/IncomingPhoneNumbers/${sid}.json`,
  };
}
