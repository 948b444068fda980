import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { renderConnector, renderProvider } from './definition-mapping.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageOfList } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { connectorPage, providerPage } from './schemas/definition.ts';
import { pageQuery } from './schemas/page.ts';

const LIST_PROVIDERS = {
  ...operation('channels', 'listProviders', 'List providers with the fields they ask for'),
  querystring: pageQuery,
  response: answers({ 200: providerPage }),
};
const LIST_CONNECTORS = {
  ...operation('bots', 'listConnectors', 'List connectors with the fields they ask for'),
  querystring: pageQuery,
  response: answers({ 200: connectorPage }),
};

export function definitionRoutes(parts: Pick<ApiParts, 'providers' | 'connectors'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/providers', { schema: LIST_PROVIDERS }, async (request) =>
      mapPage(pageOfList(parts.providers, request.query), renderProvider),
    );
    app.get('/connectors', { schema: LIST_CONNECTORS }, async (request) =>
      mapPage(pageOfList(parts.connectors, request.query), renderConnector),
    );
    done();
  };
}
