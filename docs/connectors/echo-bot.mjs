import { createServer } from 'node:http';
import { Webhook } from 'standardwebhooks';

const webhook = new Webhook(process.env.BOT_SECRET);

createServer(async (request, response) => {
  let body = '';
  for await (const chunk of request) body += chunk;
  try {
    webhook.verify(body, request.headers); // throws unless the gateway signed exactly these bytes, less than 5 minutes ago
  } catch {
    response.writeHead(401).end();
    return;
  }
  const { contact, session, messages } = JSON.parse(body);
  const greeting = session.isNew ? [`Hello ${contact.name ?? 'you'}!`] : [];
  const echoes = messages.map((message) => `You sent: ${message.text ?? message.title ?? message.type}`);
  const count = (session.variables.count ?? 0) + messages.length;
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify({ messages: [...greeting, ...echoes], session: { variables: { count } } }));
}).listen(Number(process.env.PORT ?? 3000), '127.0.0.1', function () {
  console.log(`listening on ${this.address().port}`);
});
