import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { OutboundContent } from '../../domain/content.ts';
import { callerOf } from './caller.ts';
import { parseRules, parseSender, renderChannel, renderConnection } from './channel-mapping.ts';
import { readContent } from './content.ts';
import { answers, operation } from './operation.ts';
import { mapPage, pageOfList, pageRequest } from './paging.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import {
  channel,
  channelEventPage,
  channelPage,
  connection,
  createChannel,
  createConnection,
  updateChannel,
} from './schemas/channel.ts';
import { pageQuery } from './schemas/page.ts';
import { byId } from './schemas/params.ts';
import { isoTime } from './time.ts';

const LIST = operation('channels', 'listChannels', 'List channels');
const CREATE = operation(
  'channels',
  'createChannel',
  'Create a channel',
  'Its first connection is made with it. The provider is not called.',
);
const GET = operation('channels', 'getChannel', 'Show a channel');
const UPDATE = operation('channels', 'updateChannel', 'Change a channel');
const DELETE = operation('channels', 'deleteChannel', 'Delete a channel');
const ADD_CONNECTION = operation(
  'channels',
  'addConnection',
  'Add a connection',
  'Moves the channel to another account or provider, or gives it a standby.',
);
const LIST_EVENTS = operation('channels', 'listChannelEvents', 'List what the provider told about the account');

export function channelRoutes(parts: ApiParts): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get(
      '/channels',
      { schema: { ...LIST, querystring: pageQuery, response: answers({ 200: channelPage }) } },
      async (request) => mapPage(pageOfList(parts.channels.list(callerOf(request)), request.query), renderChannel),
    );
    app.post(
      '/channels',
      { schema: { ...CREATE, body: createChannel, response: answers({ 201: channel }) } },
      async (request, reply) => {
        const { name, provider, settings, botId, enabled } = request.body;
        const senders = request.body.senders.map(parseSender);
        const rules = parseRules(request.body, readTemplate(request.body.windowTemplate));
        const input = { name, provider, settings, botId, enabled, senders, rules };
        return reply.code(201).send(renderChannel(await parts.channels.create(callerOf(request), input)));
      },
    );
    app.get(
      '/channels/:id',
      { schema: { ...GET, params: byId, response: answers({ 200: channel }) } },
      async (request) => renderChannel(parts.channels.get(callerOf(request), request.params.id)),
    );
    app.patch(
      '/channels/:id',
      { schema: { ...UPDATE, params: byId, body: updateChannel, response: answers({ 200: channel }) } },
      async (request) => {
        const { name, botId, enabled, settings, senders } = request.body;
        const rules = parseRules(request.body, readTemplate(request.body.windowTemplate));
        const change = present({ name, botId, enabled, settings, rules, senders: senders?.map(parseSender) });
        return renderChannel(await parts.channels.update(callerOf(request), request.params.id, change));
      },
    );
    app.delete(
      '/channels/:id',
      { schema: { ...DELETE, params: byId, response: answers({ 204: z.undefined() }) } },
      async (request, reply) => {
        await parts.channels.delete(callerOf(request), request.params.id);
        return reply.code(204).send();
      },
    );
    app.post(
      '/channels/:id/connections',
      { schema: { ...ADD_CONNECTION, params: byId, body: createConnection, response: answers({ 201: connection }) } },
      async (request, reply) => {
        const input = present({ ...request.body, senders: request.body.senders?.map(parseSender) });
        return reply
          .code(201)
          .send(renderConnection(await parts.channels.addConnection(callerOf(request), request.params.id, input)));
      },
    );
    app.get(
      '/channels/:id/events',
      {
        schema: { ...LIST_EVENTS, params: byId, querystring: pageQuery, response: answers({ 200: channelEventPage }) },
      },
      async (request) => {
        const page = await parts.channels.events(callerOf(request), request.params.id, pageRequest(request.query));
        return mapPage(page, ({ at, ...event }) => ({ ...event, at: isoTime(at) }));
      },
    );
    done();
  };
}

function readTemplate(input: unknown): OutboundContent | null | undefined {
  return input === null || input === undefined ? input : readContent(input, '/windowTemplate');
}
