import swaggerUi from '@fastify/swagger-ui';
import type { FastifyPluginCallback } from 'fastify';
import { setPagePolicy } from '../page-headers.ts';

/** The API's description and its reading page; open to all, they hold nothing of this installation. */
export function docsRoutes(): FastifyPluginCallback {
  return (app, _options, done) => {
    app.addHook('onRequest', async (_request, reply) => {
      setPagePolicy(reply);
    });
    app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    app.register(swaggerUi, { routePrefix: '/api/docs', theme: { title: 'Chasqui API' } });
    done();
  };
}
