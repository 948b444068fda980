import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import type { WebhookRequest } from '../domain/provider.ts';
import type { Intake } from '../pipeline/doors.ts';
import type { Pressure } from '../pipeline/pressure.ts';
import { boundBodies } from './bound-bodies.ts';
import { notFound } from './problem.ts';

/** Meta's webhooks reach 3 MB; anything beyond 3.5 MB is refused. */
const WEBHOOK_BODY_LIMIT = 3_500_000;
const TOKEN = /^[0-9a-f]{64}$/;
const NO_BODY = new Uint8Array();

interface WebhookRoute {
  Params: { token: string };
  Querystring: Record<string, string | string[]>;
  Body: Buffer | undefined;
}

/**
 * The callback URLs of connections. Every request is a durable commit that a provider waits for, so the route does nothing of its own:
 * bodies stay bytes whatever their content type says (signatures are over bytes), and nothing is validated, limited or logged here.
 */
export function webhookRoutes(intake: Intake, pressure: Pressure): FastifyPluginCallback {
  return (app, _options, done) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));

    boundBodies(app, { pressure, door: 'webhook', isKnown: ({ params }) => knows(intake, params) });

    app.route<WebhookRoute>({
      method: ['GET', 'POST'],
      url: '/webhooks/:token',
      bodyLimit: WEBHOOK_BODY_LIMIT,
      exposeHeadRoute: false,
      handler: (request, reply) => receive(intake, request, reply),
    });
    done();
  };
}

/** `params` as the route has them. */
async function knows(intake: Intake, params: unknown): Promise<boolean> {
  const { token } = params as WebhookRoute['Params'];
  return TOKEN.test(token) && (await intake.knows(token));
}

async function receive(
  intake: Pick<Intake, 'receive'>,
  request: FastifyRequest<WebhookRoute>,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { token } = request.params;
  if (!TOKEN.test(token)) throw notFound('webhook');
  const answer = await intake.receive(token, {
    method: request.method,
    headers: request.headers as WebhookRequest['headers'], // Node joins repeated headers; only set-cookie would be a list.
    query: request.query,
    search: searchOf(request.raw.url),
    address: request.ip,
    body: request.body ?? NO_BODY,
  });
  if (answer.headers) reply.headers(answer.headers);
  return reply.code(answer.status).type(answer.contentType).send(answer.body);
}

function searchOf(url = ''): string {
  const start = url.indexOf('?');
  return start === -1 ? '' : url.slice(start);
}
