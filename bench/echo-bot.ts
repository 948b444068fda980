/** A bot in a process of its own that says what it heard. `--hang`: never answers. */
import { createServer } from 'node:http';

const hangs = process.argv.includes('--hang');

const server = createServer((incoming, answer) => {
  const chunks: Buffer[] = [];
  incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
  incoming.on('end', () => {
    if (hangs) return;
    const { messages } = JSON.parse(Buffer.concat(chunks).toString()) as { messages: { text: string }[] };
    const text = JSON.stringify({ messages: [{ type: 'text', text: messages[0]?.text }] });
    answer.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }).end(text);
  });
});

server.listen(0, '127.0.0.1', () => {
  const address = server.address();
  if (address && typeof address === 'object') console.log(address.port);
});
