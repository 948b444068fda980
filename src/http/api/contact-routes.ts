import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import type { ContactDetail } from '../../store/contacts.ts';
import { callerOf } from './caller.ts';
import { renderContactDetail, renderContactSummary } from './contact-mapping.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { contactDetail, contactPage, contactQuery, updateContact } from './schemas/contact.ts';
import { byId } from './schemas/params.ts';

const LIST = {
  ...operation('contacts', 'listContacts', 'List contacts, newest first'),
  querystring: contactQuery,
  response: answers({ 200: contactPage }),
};
const GET = {
  ...operation('contacts', 'getContact', 'Show a contact'),
  params: byId,
  response: answers({ 200: contactDetail }),
};
const UPDATE = {
  ...operation(
    'contacts',
    'updateContact',
    'Say what a person wants',
    'A later word of the person, by webhook, replaces it.',
  ),
  params: byId,
  body: updateContact,
  response: answers({ 200: contactDetail }),
};

export function contactRoutes(parts: Pick<ApiParts, 'contacts' | 'directory' | 'clock'>): FastifyPluginCallbackZod {
  const detail = (view: ContactDetail) => renderContactDetail(view, parts.directory, parts.clock.now());
  return (app, _options, done) => {
    app.get('/contacts', { schema: LIST }, async (request) => {
      const { channelId, query } = request.query;
      const page = pageRequest(request.query);
      return mapPage(
        await parts.contacts.list(callerOf(request), present({ channelId, query }), page),
        renderContactSummary,
      );
    });
    app.get('/contacts/:id', { schema: GET }, async (request) =>
      detail(await parts.contacts.get(callerOf(request), request.params.id)),
    );
    app.patch('/contacts/:id', { schema: UPDATE }, async (request) => {
      const { marketing } = request.body;
      return detail(await parts.contacts.setMarketing(callerOf(request), request.params.id, marketing));
    });
    done();
  };
}
