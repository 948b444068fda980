import type { FastifyPluginCallback } from 'fastify';
import { HttpProblem } from '../problem.ts';
import type { Sessions } from './sessions.ts';

export const SESSION_COOKIE = 'chasqui_session';

/** `/session?code=…` exchanges the code of a one-time link for the session cookie and leads to the console; browsers are led there in any case. */
export function sessionRoutes(sessions: Sessions, publicUrl: string): FastifyPluginCallback {
  return (app, _options, done) => {
    app.get<{ Querystring: { code?: unknown } }>('/session', async (request, reply) => {
      reply.header('cache-control', 'no-store').header('referrer-policy', 'no-referrer');
      const { code } = request.query;
      const cookie = typeof code === 'string' ? sessions.redeem(code) : null;
      if (cookie === null) {
        // The link opened again: the console shows itself to who is signed in, and tells others what to do.
        if (request.headers.accept?.includes('text/html')) return reply.redirect('/', 303);
        throw new HttpProblem(403, 'link_used', {
          detail: 'This link was used or has expired. Restart the gateway for another.',
        });
      }
      reply.setCookie(SESSION_COOKIE, cookie, {
        path: '/',
        httpOnly: true,
        sameSite: 'strict',
        secure: publicUrl.startsWith('https:'),
      });
      return reply.redirect('/', 303);
    });
    done();
  };
}
