/**
 * BuilderBot with its Meta provider and its memory database, as its documentation shows them: a flow that answers every message. It
 * acknowledges at once and works through one queue, one step each 100 ms, which is written into the provider.
 * Redirected by an interceptor of the axios that the provider uses: Graph's address is written into the library. The CommonJS copy is the
 * provider's, hence `require`.
 */
import { createRequire } from 'node:module';
import { addKeyword, createBot, createFlow, createProvider, EVENTS, MemoryDB } from '@builderbot/bot';
import { MetaProvider } from '@builderbot/provider-meta';
import { account, echoOf, graphUrl, port } from './serve.mjs';

const axios = createRequire(createRequire(import.meta.url).resolve('@builderbot/provider-meta'))('axios');
axios.interceptors.request.use((config) => ({
  ...config,
  url: config.url.replace('https://graph.facebook.com', graphUrl),
}));

const echo = addKeyword(EVENTS.WELCOME).addAction(async (message, { flowDynamic }) => {
  await flowDynamic(await echoOf(message.body));
});

const { httpServer } = await createBot({
  flow: createFlow([echo]),
  database: new MemoryDB(),
  provider: createProvider(MetaProvider, {
    jwtToken: account.accessToken,
    numberId: account.phoneNumberId,
    verifyToken: account.verifyToken,
    version: 'v25.0',
  }),
});
httpServer(port);
