import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeParts } from '../../test/support/http-parts.ts';
import { createServer } from './server.ts';

const PAGE =
  '<meta property="csp-nonce" nonce="__CSP_NONCE__"><script src="/assets/app-1a2b.js" nonce="__CSP_NONCE__"></script>';
const opening = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' };

let directory: string;
let app: ReturnType<typeof createServer>;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'chasqui-console-'));
  await mkdir(join(directory, 'assets'));
  await writeFile(join(directory, 'index.html'), PAGE);
  await writeFile(join(directory, 'color-scheme.js'), 'void 0;');
  await writeFile(join(directory, 'assets/app-1a2b.js'), 'export {};');
  app = createServer(fakeParts({ consoleDirectory: directory }));
});

afterAll(async () => {
  await app.close();
  await rm(directory, { recursive: true });
});

function nonceOf(body: string): string {
  return /nonce="([^"]+)"/.exec(body)?.[1] ?? '';
}

describe('console', () => {
  it.each(['/', '/simulator', '/index.html', '/messages/msg_1'])('is the page at %s', async (url) => {
    const response = await app.inject({ url, headers: opening });
    expect(response.statusCode).toBe(200);
    expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(response.body).toContain('/assets/app-1a2b.js');
  });

  it('lets each page load have styles of its own nonce, and no inline script', async () => {
    const loads = await Promise.all([app.inject('/'), app.inject('/')]);
    const nonces = loads.map(({ body }) => nonceOf(body));
    expect(new Set(nonces).size).toBe(2);
    for (const [index, { headers, body }] of loads.entries()) {
      const policy = String(headers['content-security-policy']);
      expect(policy).toContain(`style-src 'self' 'nonce-${nonces[index]}'`);
      expect(policy).toContain("script-src 'self';");
      expect(policy).not.toContain('unsafe');
      expect(body).not.toContain('__CSP_NONCE__');
      expect(headers['cache-control']).toBe('no-store');
    }
  });

  it('serves its files, those with a hash in their name for good', async () => {
    const asset = await app.inject('/assets/app-1a2b.js');
    expect(asset.headers['cache-control']).toContain('immutable');
    expect(asset.headers['x-content-type-options']).toBe('nosniff');
    const script = await app.inject('/color-scheme.js');
    expect(script.headers['cache-control']).toBe('no-cache');
    expect(script.body).toBe('void 0;');
  });

  it.each([
    ['/assets/gone-9f.js', opening],
    ['/api/v1/gone', opening],
    ['/gone.json', { accept: '*/*' }],
    ['/../../etc/passwd', {}],
    ['/%2e%2e/%2e%2e/etc/passwd', {}],
  ])('is not the answer to %s', async (url, headers) => {
    const response = await app.inject({ url, headers });
    expect(response.statusCode).toBeGreaterThanOrEqual(400);
    expect(response.headers['content-type']).toContain('application/problem+json');
  });

  it('says how to build it where it is not built', async () => {
    const bare = createServer(fakeParts({ consoleDirectory: join(directory, 'nothing') }));
    const response = await bare.inject('/');
    expect(response.body).toContain('npm run build:console');
    await bare.close();
  });
});
