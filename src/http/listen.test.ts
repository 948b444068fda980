import { fastify } from 'fastify';
import { expect, onTestFinished, test } from 'vitest';
import { listen } from './listen.ts';

function server() {
  const app = fastify();
  onTestFinished(() => app.close());
  return app;
}

test('a port in use is refused with a sentence that names the setting', async () => {
  const first = server();
  const { port } = new URL(await first.listen({ host: '127.0.0.1', port: 0 }));
  await expect(listen(server(), { host: '127.0.0.1', port: Number(port) })).rejects.toThrow(
    `Port ${port} of 127.0.0.1 is in use. Stop what uses it, or set CHASQUI_PORT.`,
  );
});

test('an address of another machine is refused with a sentence that names the setting', async () => {
  // TEST-NET-1, RFC 5737: nobody's address.
  await expect(listen(server(), { host: '192.0.2.1', port: 8080 })).rejects.toThrow(/^192\.0\.2\.1 .+ CHASQUI_HOST/);
});
