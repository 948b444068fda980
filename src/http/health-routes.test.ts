import { afterEach, describe, expect, it } from 'vitest';
import { fakeParts } from '../../test/support/http-parts.ts';
import { createServer, type ServerParts } from './server.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

function serve(overrides: Partial<ServerParts> = {}) {
  const app = createServer(fakeParts(overrides));
  closing.push(() => app.close());
  return app;
}

describe('health', () => {
  it('is live without asking anybody', async () => {
    expect(await serve({ store: {} as never }).inject('/health/live')).toMatchObject({ statusCode: 200 }); // No store.
  });

  it('is ready while the store is open', async () => {
    const response = await serve().inject('/health/ready');
    expect(response.json()).toEqual({ status: 'ready', role: 'all', store: { engine: 'sqlite', durable: true } });
  });

  it('is live but not ready while the node stops', async () => {
    const app = serve({ isStopping: () => true });
    expect((await app.inject('/health/ready')).json()).toMatchObject({ status: 503, code: 'unavailable' });
    expect((await app.inject('/health/live')).statusCode).toBe(200);
  });

  it('is not ready once the store is gone', async () => {
    const health = async () => ({ ok: false, engine: 'sqlite' as const, version: '3', durable: true });
    const response = await serve({ store: { health } }).inject('/health/ready');
    expect(response.json()).toMatchObject({ status: 503, code: 'unavailable' });
  });
});

describe('metrics', () => {
  it('count requests by route, never by path', async () => {
    const app = serve();
    await app.inject({ method: 'POST', url: `/webhooks/${'g'.repeat(64)}` });
    await app.inject({ method: 'PUT', url: '/no/such/route' });
    const { body, headers } = await app.inject('/metrics');
    expect(headers['content-type']).toContain('text/plain');
    expect(body).toContain('{method="POST",route="/webhooks/:token",status="404"} 1');
    expect(body).toContain('{method="PUT",route="none",status="404"} 1');
    expect(body).not.toContain('gggg');
  });
});
