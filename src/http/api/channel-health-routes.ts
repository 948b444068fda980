import type { FastifyPluginCallbackZod } from 'fastify-type-provider-zod';
import { callerOf } from './caller.ts';
import { renderHealth } from './channel-health-mapping.ts';
import { answers, operation } from './operation.ts';
import type { ApiParts } from './parts.ts';
import { present } from './present.ts';
import { channelDiagnosis, channelHealth, testChannel } from './schemas/channel-health.ts';
import { byId } from './schemas/params.ts';

const HEALTH = {
  ...operation('channels', 'getChannelHealth', 'Tell how a channel fares', 'Asks no provider: see `testChannel`.'),
  params: byId,
  response: answers({ 200: channelHealth }),
};
const TEST = {
  ...operation(
    'channels',
    'testChannel',
    'Test the set-up of a channel',
    'Asks the provider step by step, and says which step is wrong and what to do.',
  ),
  params: byId,
  body: testChannel,
  response: answers({ 200: channelDiagnosis }),
};

export function channelHealthRoutes({ health, doctor }: Pick<ApiParts, 'health' | 'doctor'>): FastifyPluginCallbackZod {
  return (app, _options, done) => {
    app.get('/channels/:id/health', { schema: HEALTH }, async (request) =>
      renderHealth(await health.of(callerOf(request), request.params.id)),
    );
    app.post('/channels/:id/test', { schema: TEST }, async (request) => {
      const { ok, checks } = await doctor.test(callerOf(request), request.params.id, present(request.body));
      return { ok, checks: [...checks] };
    });
    done();
  };
}
