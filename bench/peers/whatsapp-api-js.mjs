/**
 * whatsapp-api-js as its README and its `node:http` middleware show it: the handler awaits the reply, so that the 200 comes after it. The
 * README's console output and read receipt are left out, in its favour.
 * Redirected by its own option `ponyfill.fetch`: Graph's address is written into the library.
 */
import { createServer } from 'node:http';
import { Text } from 'whatsapp-api-js/messages';
import { WhatsAppAPI } from 'whatsapp-api-js/middleware/node-http';
import { account, echoOf, graphUrl, port } from './serve.mjs';

const whatsapp = new WhatsAppAPI({
  token: account.accessToken,
  appSecret: account.appSecret,
  webhookVerifyToken: account.verifyToken,
  v: 'v25.0',
  ponyfill: { fetch: (url, options) => fetch(url.replace('https://graph.facebook.com', graphUrl), options) },
});

whatsapp.on.message = async ({ message, reply }) => {
  await reply(new Text(await echoOf(message.text.body)));
};

const server = createServer(async (request, response) => {
  response.statusCode = await whatsapp.handle_post(request);
  response.end();
});
server.listen(port, '127.0.0.1');
