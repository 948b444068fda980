import type { FastifyPluginCallback } from 'fastify';
import { accountRoutes } from './account-routes.ts';
import { apiKeyRoutes } from './api-key-routes.ts';
import { applicationRoutes } from './application-routes.ts';
import { botRoutes } from './bot-routes.ts';
import { bulkSendRoutes } from './bulk-send-routes.ts';
import { channelEventRoutes } from './channel-event-routes.ts';
import { channelHealthRoutes } from './channel-health-routes.ts';
import { channelRoutes } from './channel-routes.ts';
import { chatLinkRoutes } from './chat-link-routes.ts';
import { connectionRoutes } from './connection-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { conversationRoutes } from './conversation-routes.ts';
import { deadLetterRoutes } from './dead-letter-routes.ts';
import { definitionRoutes } from './definition-routes.ts';
import { eventRoutes } from './event-routes.ts';
import { eventWebhookRoutes } from './event-webhook-routes.ts';
import { mediaApiRoutes } from './media-api-routes.ts';
import { messageRoutes } from './message-routes.ts';
import type { ApiParts } from './parts.ts';
import { streamRoutes } from './stream-routes.ts';
import { templateRoutes } from './template-routes.ts';

/** Every route that asks for an API key or a session, relative to `/api/v1`. */
export function apiRoutes(parts: ApiParts): FastifyPluginCallback {
  return (app, _options, done) => {
    app.register(channelRoutes(parts));
    app.register(connectionRoutes(parts));
    app.register(channelEventRoutes(parts));
    app.register(channelHealthRoutes(parts));
    app.register(chatLinkRoutes(parts));
    app.register(templateRoutes(parts));
    app.register(botRoutes(parts));
    app.register(definitionRoutes(parts));
    app.register(accountRoutes(parts));
    app.register(messageRoutes(parts));
    app.register(mediaApiRoutes(parts));
    app.register(bulkSendRoutes(parts));
    app.register(conversationRoutes(parts));
    app.register(contactRoutes(parts));
    app.register(deadLetterRoutes(parts));
    app.register(apiKeyRoutes(parts));
    app.register(applicationRoutes(parts));
    app.register(eventRoutes(parts));
    app.register(eventWebhookRoutes(parts));
    app.register(streamRoutes(parts));
    done();
  };
}
