import type { FastifyPluginAsync } from 'fastify';
import type { FetchLinked } from '../../kit/linked-file.ts';
import type { Schedule } from '../../kit/schedule.ts';
import type { World } from '../../kit/world.ts';
import type { MediaLibrary } from '../media-library.ts';
import type { TemplateBook } from '../template-book.ts';
import { addAccountRoutes } from './account-routes.ts';
import type { RcmAdmission } from './admission.ts';
import { addMediaRoutes } from './media-routes.ts';
import { addMessageRoutes } from './message-routes.ts';
import { type AnswerForm, sendRefusal } from './refusal.ts';
import type { RcmSending } from './sending.ts';

export interface RcmParts {
  world: World;
  schedule: Schedule;
  admission: RcmAdmission;
  sending: RcmSending;
  library: MediaLibrary;
  templates: TemplateBook;
  fetchLinked: FetchLinked;
}

/** The RCM API as a Fastify plugin, for the root of a server. */
export function createRcmApi(parts: RcmParts, answerForm: () => AnswerForm): FastifyPluginAsync {
  return async (app) => {
    app.setErrorHandler((error, _request, reply) => sendRefusal(error, answerForm(), reply));
    // The key is looked at before the body is.
    app.addHook('onRequest', async ({ headers, url }) => {
      if (!url.endsWith('/optin')) parts.admission.numbersOf(headers);
    });
    addMessageRoutes(app, parts);
    addMediaRoutes(app, parts);
    addAccountRoutes(app, parts);
  };
}
