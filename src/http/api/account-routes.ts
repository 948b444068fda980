import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { OfferedNumber } from '../../services/accounts/account-numbers.ts';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { accountNumbers, numbersQuery, readAccount, setConsent } from './schemas/account.ts';
import { byId } from './schemas/params.ts';

const READ = {
  ...operation(
    'channels',
    'readAccount',
    'Try settings at a provider, and list the numbers of the account',
    'For a channel that is still to be made: nothing is stored. 409 `not_supported` where the provider does not tell its numbers.',
  ),
  params: byId,
  body: readAccount,
  response: answers({ 200: accountNumbers }),
};
const LIST = {
  ...operation(
    'channels',
    'listAccountNumbers',
    "List the numbers of a channel's account at its provider",
    'Its senders, and numbers that could become senders. 409 `not_supported` where the provider does not tell.',
  ),
  params: byId,
  querystring: numbersQuery,
  response: answers({ 200: accountNumbers }),
};
const CONSENT = {
  ...operation(
    'contacts',
    'setConsent',
    "Tell a channel's provider who agreed to be written to",
    'Where the provider keeps it; 409 `not_supported` elsewhere. What people said about marketing is kept with contacts.',
  ),
  params: byId,
  body: setConsent,
  response: answers({ 204: z.undefined() }),
};

/** What is asked of a provider's account, and what it is told of people. */
export function accountRoutes(parts: Pick<ApiParts, 'accountNumbers' | 'consent'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.post('/providers/:id/account', { schema: READ }, async (request) => {
      const { settings } = request.body;
      const numbers = await parts.accountNumbers.ofSettings(callerOf(request), request.params.id, settings);
      return { numbers: numbers.map(renderNumber) };
    });
    app.get('/channels/:id/numbers', { schema: LIST }, async (request) => {
      const { connectionId } = request.query;
      const numbers = await parts.accountNumbers.ofChannel(callerOf(request), request.params.id, connectionId);
      return { numbers: numbers.map(renderNumber) };
    });
    app.post('/channels/:id/consent', { schema: CONSENT }, async (request, reply) => {
      await parts.consent.set(callerOf(request), request.params.id, present(request.body));
      return reply.code(204).send();
    });
    done();
  };
}

function renderNumber({ phoneNumber, displayName, status, isReady, note, fields, usedBy }: OfferedNumber) {
  return {
    phoneNumber: `+${phoneNumber}`,
    displayName: displayName ?? null,
    status: status ?? null,
    isReady,
    note: note ?? null,
    fields: { ...fields },
    usedBy,
  };
}
