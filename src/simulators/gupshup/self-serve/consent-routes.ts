import type { FastifyInstance } from 'fastify';
import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { World } from '../../kit/world.ts';
import type { Accounts } from '../account.ts';
import type { Consents } from '../consents.ts';
import { badRequest } from './api-error.ts';
import { requireApp } from './message-routes.ts';
import { fieldsOf } from './requests.ts';

export interface ConsentParts {
  accounts: Accounts;
  consents: Consents;
  world: World;
}

/** Consent by API key, below `prefix`; apps of 2025 and later do not have it. */
export function addConsentRoutes(app: FastifyInstance, prefix: string, parts: ConsentParts): void {
  const { accounts, consents, world } = parts;
  for (const consent of ['in', 'out'] as const) {
    app.post(`${prefix}/app/opt/${consent}/:appName`, async (request, reply) => {
      const number = requireApp(request, accounts);
      const { user = '' } = fieldsOf(request);
      if (!/^\d{10,15}$/.test(user)) throw badRequest('Invalid User');
      consents.set(number.numberId, user, consent);
      return reply.status(202).send();
    });
  }
  app.get(`${prefix}/users/:appName`, async (request) => {
    const { numberId } = requireApp(request, accounts);
    const users = consents.list(numberId).map(({ phone, consent, at }) => {
      const person = world.people.byPhone(phone);
      const wroteAt = person && world.chats.open(numberId, person.id).personWroteAt;
      return {
        countryCode: parsePhoneNumberFromString(`+${phone}`)?.countryCallingCode ?? '',
        phoneCode: phone,
        optinStatus: consent === 'in' ? 'OPT_IN' : 'OPT_OUT',
        optinTimeStamp: at,
        ...(wroteAt !== undefined && { lastMessageTimeStamp: wroteAt }),
      };
    });
    return { status: 'success', users };
  });
}
