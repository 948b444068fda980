import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Accounts } from '../account.ts';
import { type Admission, paramOf } from '../admission.ts';
import { addErrorRoutes } from '../error-routes.ts';
import { pageOf } from '../paging.ts';
import { parseBody } from '../validation.ts';
import { CATEGORIES, STATUSES, type Template } from './template.ts';
import type { TemplateBook } from './template-book.ts';
import { renderFirstVersion, renderTemplate } from './template-render.ts';
import { authenticationEdit, newTemplate, usualEdit } from './template-schema.ts';

const ALL = '/whatsapp/2/senders/:sender/templates';
const ONE = `${ALL}/:id`;

export interface TemplateParts {
  admission: Admission;
  accounts: Accounts;
  templates: TemplateBook;
}

/** https://www.infobip.com/docs/api/channels/whatsapp/whatsapp-service-management */
export function addTemplateRoutes(app: FastifyInstance, { admission, accounts, templates }: TemplateParts): void {
  app.get(ALL, async (request) => {
    const { businessAccountId } = admission.ownNumber(request, 'manage');
    return { templates: templates.list(businessAccountId).map(renderTemplate) };
  });
  app.get('/whatsapp/1/senders/:sender/templates', async (request) => {
    const { businessAccountId } = admission.ownNumber(request, 'manage');
    return { templates: templates.list(businessAccountId).map(renderFirstVersion) };
  });
  app.get(ONE, async (request) => {
    const { businessAccountId } = admission.ownNumber(request, 'manage');
    return renderTemplate(templates.require(businessAccountId, paramOf(request, 'id')));
  });
  app.post(ALL, async (request, reply) => {
    const { businessAccountId } = admission.ownNumber(request, 'createTemplate');
    const draft = parseBody(newTemplate, request.body);
    return reply.status(201).send(renderTemplate(templates.create(businessAccountId, draft)));
  });
  app.patch(ONE, async (request) => {
    const { businessAccountId } = admission.ownNumber(request, 'editTemplate');
    const template = templates.require(businessAccountId, paramOf(request, 'id'));
    const schema = template.category === 'AUTHENTICATION' ? authenticationEdit : usualEdit;
    return renderTemplate(templates.edit(template, parseBody(schema, request.body)));
  });
  app.delete(ONE, async (request, reply) => {
    const { businessAccountId } = admission.ownNumber(request, 'deleteTemplate');
    templates.remove(businessAccountId, paramOf(request, 'id'));
    return reply.status(204).send();
  });
  addErrorRoutes(app, (routes) => {
    routes.get('/whatsapp/1/templates', async (request) => {
      const { username } = admission.admit(request, 'listAll');
      const filter = parseFilter(new URL(request.url, 'http://simulator').searchParams);
      const senders = accounts.numbersOf(username).filter(({ sender }) => [undefined, sender].includes(filter.sender));
      const ids = [...new Set(senders.map(({ businessAccountId }) => businessAccountId))];
      const fitting = ids.flatMap((id) => templates.list(id)).filter((template) => fits(template, filter));
      const { items, paging } = pageOf(fitting, request);
      return { results: items.map(renderTemplate), paging };
    });
  });
}

const wrong = { error: 'Provide one of the valid values.' };
const filterSchema = z.object({
  sender: z.string().optional(),
  status: z.enum(STATUSES, wrong).optional(),
  category: z.enum(CATEGORIES, wrong).optional(),
  name: z.string().optional(),
  language: z.string().optional(),
  applicationId: z.string().optional(),
  entityId: z.string().optional(),
});

type Filter = z.output<typeof filterSchema>;

function parseFilter(query: URLSearchParams): Filter {
  return parseBody(filterSchema, Object.fromEntries(query));
}

function fits(template: Template, { sender: _sender, applicationId, entityId, ...wanted }: Filter): boolean {
  const { platform = {} } = template;
  return (
    Object.entries(wanted).every(([name, value]) => template[name as keyof typeof wanted] === value) &&
    [undefined, platform.applicationId].includes(applicationId) &&
    [undefined, platform.entityId].includes(entityId)
  );
}
