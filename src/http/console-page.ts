import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type PagePolicy, setPagePolicy } from './page-headers.ts';

/** What the console's build writes wherever the nonce of a page load belongs (console/vite.config.ts). */
const NONCE_PLACEHOLDER = '__CSP_NONCE__';
const NONCE_BYTES = 16;

const NOT_BUILT = `<!doctype html><html lang="en"><title>Chasqui</title>
<p>The gateway runs. Its console is not built yet: <code>npm run build:console</code>, then restart.</p></html>`;

/** Answers with the console's page, under a nonce of its own. */
export type SendPage = (reply: FastifyReply) => FastifyReply;

/** Reads the page once; without a build, a page that says what to do stands in for it. */
export async function loadConsolePage(
  directory: string,
  policy: Omit<PagePolicy, 'styleSource'> = {},
): Promise<SendPage> {
  const html = await readPage(join(directory, 'index.html'));
  return (reply) => {
    const nonce = randomBytes(NONCE_BYTES).toString('base64url');
    return setPagePolicy(reply, { ...policy, styleSource: `'nonce-${nonce}'` })
      .type('text/html; charset=utf-8')
      .header('cache-control', 'no-store')
      .send(html.replaceAll(NONCE_PLACEHOLDER, nonce));
  };
}

async function readPage(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return NOT_BUILT;
    throw error;
  }
}

/** Whether a browser is opening a page, as opposed to a program asking for something that is not there. */
export function opensPage({ method, url, headers }: FastifyRequest): boolean {
  const isPage = method === 'GET' && headers.accept?.includes('text/html') === true;
  return isPage && !/^\/(api|webhooks|connectors|assets)\//.test(url);
}
