import swaggerUi from '@fastify/swagger-ui';
import type { FastifyPluginCallback } from 'fastify';
import { setPagePolicy } from '../page-headers.ts';

/** The one style element that Swagger UI's bundle (5.x) adds while it runs. */
const SWAGGER_UI_STYLE = "'sha256-RL3ie0nH+Lzz2YNqQN83mnU0J1ot4QL7b99vMdIX99w='";

/** In place of the plugin's own. */
const LOGO = {
  type: 'image/svg+xml',
  content:
    '<svg xmlns="http://www.w3.org/2000/svg" width="130" height="40">' +
    '<text y="28" font-family="sans-serif" font-size="26" font-weight="700" fill="#fff">Chasqui</text></svg>',
  href: '/',
};

/** The API's description and its reading page; open to all, they hold nothing of this installation. */
export function docsRoutes(): FastifyPluginCallback {
  return (app, _options, done) => {
    app.addHook('onRequest', async (_request, reply) => {
      setPagePolicy(reply, { styleSource: SWAGGER_UI_STYLE });
    });
    app.get('/api/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    app.register(swaggerUi, { routePrefix: '/api/docs', theme: { title: 'Chasqui API' }, logo: LOGO });
    done();
  };
}
