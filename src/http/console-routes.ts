import { existsSync } from 'node:fs';
import staticFiles from '@fastify/static';
import type { FastifyPluginAsync } from 'fastify';
import { loadConsolePage, opensPage } from './console-page.ts';
import { notFoundHandler } from './error-handler.ts';
import { BROWSER_HEADERS, type PagePolicy } from './page-headers.ts';

/** The console and the simulated phone: one page for every path of theirs, and its files. */
export function consoleRoutes(directory: string, policy: Omit<PagePolicy, 'styleSource'>): FastifyPluginAsync {
  return async (app) => {
    const sendPage = await loadConsolePage(directory, policy);
    for (const path of ['/', '/simulator', '/index.html']) app.get(path, (_request, reply) => sendPage(reply));
    app.setNotFoundHandler((request, reply) =>
      opensPage(request) ? sendPage(reply) : notFoundHandler(request, reply),
    );
    if (!existsSync(directory)) return;
    app.register(staticFiles, {
      root: directory,
      index: false,
      setHeaders: (reply, path) => {
        reply.headers(BROWSER_HEADERS).header('cache-control', cacheControl(path));
      },
    });
  };
}

/** Names in `assets` carry a hash of the file, so that such a file never changes. */
function cacheControl(path: string): string {
  return path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
}
