import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { callerOf } from './caller.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { byId } from './schemas/params.ts';
import {
  byTemplate,
  byTemplateName,
  createTemplate,
  previewTemplate,
  template,
  templateDeletion,
  templatePage,
  templatePreview,
  templateQuery,
  templateSync,
} from './schemas/template.ts';
import { parseDraft, parsePreview, renderPreview, renderSyncs, renderTemplate } from './template-mapping.ts';

const LIST = {
  ...operation('templates', 'listTemplates', "List a channel's templates, by name and language"),
  params: byId,
  querystring: templateQuery,
  response: answers({ 200: templatePage }),
};
const GET = {
  ...operation('templates', 'getTemplate', 'Show a template'),
  params: byTemplate,
  response: answers({ 200: template }),
};
const CREATE = {
  ...operation(
    'templates',
    'createTemplate',
    'Create a template',
    'Checked here, then handed in at the provider for review.',
  ),
  params: byId,
  body: createTemplate,
  response: answers({ 201: template }),
};
const DELETE = {
  ...operation('templates', 'deleteTemplate', 'Delete a template', 'At the provider too, in one language or all.'),
  params: byTemplateName,
  querystring: templateDeletion,
  response: answers({ 204: z.undefined() }),
};
const PREVIEW = {
  ...operation('templates', 'previewTemplate', 'Fill a template', 'Says which value is wrong, and sends nothing.'),
  params: byTemplate,
  body: previewTemplate,
  response: answers({ 200: templatePreview }),
};
const SYNC = {
  ...operation('templates', 'syncTemplates', 'Read the templates from the provider now'),
  params: byId,
  response: answers({ 200: templateSync }),
};

export function templateRoutes({ templates }: Pick<ApiParts, 'templates'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/channels/:id/templates', { schema: LIST }, async (request) => {
      const { limit: _limit, cursor: _cursor, ...filter } = request.query;
      const page = pageRequest(request.query);
      return mapPage(await templates.list(callerOf(request), request.params.id, present(filter), page), renderTemplate);
    });
    app.post('/channels/:id/templates', { schema: CREATE }, async (request, reply) => {
      const wanted = { draft: parseDraft(request.body), ...present({ senderId: request.body.senderId }) };
      const created = await templates.create(callerOf(request), request.params.id, wanted);
      return reply.code(201).send(renderTemplate(created));
    });
    app.post('/channels/:id/templates/sync', { schema: SYNC }, async (request) =>
      renderSyncs(await templates.sync(callerOf(request), request.params.id)),
    );
    app.get('/channels/:id/templates/:name/:language', { schema: GET }, async (request) =>
      renderTemplate(await templates.get(callerOf(request), request.params.id, request.params)),
    );
    app.post('/channels/:id/templates/:name/:language/preview', { schema: PREVIEW }, async (request) => {
      const content = parsePreview(request.params, request.body);
      return renderPreview(await templates.preview(callerOf(request), request.params.id, content));
    });
    app.delete('/channels/:id/templates/:name', { schema: DELETE }, async (request, reply) => {
      const { id, name } = request.params;
      await templates.delete(callerOf(request), id, { name, ...present(request.query) });
      return reply.code(204).send();
    });
    done();
  };
}
