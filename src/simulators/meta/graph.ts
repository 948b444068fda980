import type { FastifyInstance, FastifyPluginAsync, FastifyReply, FastifyRequest } from 'fastify';
import type { Schedule } from '../kit/schedule.ts';
import type { World } from '../kit/world.ts';
import type { Accounts, MetaNumber } from './account.ts';
import type { Admission } from './admission.ts';
import { answerWithFault } from './answer-fault.ts';
import { GraphError, unknownObject } from './graph-error.ts';
import type { MetaIds } from './ids.ts';
import type { MediaLibrary } from './media-library.ts';
import { addMediaRoutes } from './media-routes.ts';
import { peekAddress } from './message.ts';
import { renderNumber } from './number-fields.ts';
import { markRead } from './presence.ts';
import { idOf, lastSegmentOf, objectBodyOf, queryOf } from './request.ts';
import type { SendAnswer, Sending } from './sending.ts';

export interface GraphOptions {
  world: World;
  accounts: Accounts;
  admission: Admission;
  ids: MetaIds;
  library: MediaLibrary;
  schedule: Schedule;
  sending: Sending;
  /** Without checks of tokens, limits and known messages. */
  lean: boolean;
  /** Called for every error answer. */
  onRefused(): void;
}

type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>;

/** Any other first segment is an object id, and the default version is meant. */
const VERSION_PREFIX = '/:version(^v\\d+\\.\\d+$)';

/** The Graph API as a Fastify plugin; `https://graph.facebook.com/` is the place where it is mounted. */
export function createGraph(options: GraphOptions): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler(async (error, _request, reply) => {
      const graphError = toGraphError(error);
      options.onRefused();
      return reply.status(graphError.httpStatus).send(graphError.render(options.ids.traceId()));
    });
    addBodyParsers(app);
    const sendMessage = options.lean ? createLeanRoute(options) : createSendRoute(options);
    for (const prefix of [VERSION_PREFIX, '']) {
      app.post(`${prefix}/:id/messages`, sendMessage);
      app.get(`${prefix}/:id`, createReadRoute(options, app.prefix));
    }
    addMediaRoutes(app, options, [VERSION_PREFIX, '']);
    app.all('/*', async (request) => {
      throw unknownObject(request.method, lastSegmentOf(request));
    });
  };
}

/** Bodies that are not JSON stay bytes: Graph answers them in its own way. */
function addBodyParsers(app: FastifyInstance): void {
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, JSON.parse(String(body)));
    } catch {
      done(new GraphError(100, { details: 'The request body is not valid JSON.' }));
    }
  });
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
}

function createSendRoute(options: GraphOptions): Handler {
  const { world, admission, sending } = options;
  return async (request, reply) => {
    const number = admission.ownNumber(request, idOf(request));
    const body = objectBodyOf(request);
    if (body.status === 'read') return markRead(world, number, body);
    return answerSend(options, number, reply, (failure) => {
      admission.admitMessage(number, peekAddress(body));
      return sending(number, body, failure);
    });
  };
}

function createLeanRoute(options: GraphOptions): Handler {
  return async (request, reply) => {
    const number = options.accounts.get(idOf(request));
    if (!number) throw unknownObject(request.method, idOf(request));
    const body = objectBodyOf(request);
    if (body.status === 'read') return { success: true };
    return answerSend(options, number, reply, (failure) => options.sending(number, body, failure));
  };
}

async function answerSend(
  { world, schedule }: GraphOptions,
  number: MetaNumber,
  reply: FastifyReply,
  process: (failure?: { code: number; details: string }) => SendAnswer,
): Promise<unknown> {
  const fault = world.faults.takeForSend(number.phoneNumberId);
  return fault ? answerWithFault(fault, { process, reply, schedule }) : process();
}

function createReadRoute({ accounts, admission, library }: GraphOptions, prefix: string): Handler {
  return async (request) => {
    const id = idOf(request);
    const owner = library.ownerOf(id);
    if (owner === undefined) return renderNumber(admission.ownNumber(request, id), queryOf(request).get('fields'));
    admission.ownNumber(request, owner);
    const asked = queryOf(request).get('phone_number_id');
    if (asked !== null && accounts.get(asked)?.phoneNumberId !== owner) throw unknownObject(request.method, id);
    return library.renderInfo(id, `${request.protocol}://${request.host}${prefix}`);
  };
}

function toGraphError(error: unknown): GraphError {
  if (error instanceof GraphError) return error;
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  const details = error instanceof Error ? error.message : String(error);
  return new GraphError(status < 500 ? 100 : 131000, { details, httpStatus: status });
}
