import type { FastifyRequest } from 'fastify';
import { type Access, fullAccess } from '../../services/access.ts';
import type { ApiKeys } from '../../services/api-keys.ts';
import { HttpProblem } from '../problem.ts';
import { bearerToken } from './bearer.ts';
import { type CookieRefusal, checkBrowserRequest } from './own-host.ts';
import { SESSION_COOKIE } from './session-routes.ts';
import type { Sessions } from './sessions.ts';

export interface AuthParts {
  apiKeys: Pick<ApiKeys, 'authenticate'>;
  /** Absent: no browser sessions, API keys only. */
  sessions?: Sessions;
  publicUrl: string;
}

const REFUSALS: Readonly<Record<CookieRefusal, string>> = {
  foreign_host: 'The Host header does not name this gateway; set CHASQUI_PUBLIC_URL to the address that you use.',
  foreign_origin: 'Requests with the session cookie must come from a page of this gateway.',
};

/** Finds out who calls, or throws 401; 403 for a browser that was sent here by somebody else's page. */
export async function authenticate(request: FastifyRequest, parts: AuthParts): Promise<Access> {
  const key = bearerToken(request);
  const access = key === undefined ? bySession(request, parts) : await parts.apiKeys.authenticate(key);
  if (access) return access;
  throw new HttpProblem(401, 'unauthorized', { detail: 'Send a valid API key as Authorization: Bearer.' });
}

function bySession(request: FastifyRequest, { sessions, publicUrl }: AuthParts): Access | null {
  const cookie = request.cookies[SESSION_COOKIE];
  if (!cookie || !sessions?.isOpen(cookie)) return null;
  const refusal = checkBrowserRequest(request, publicUrl);
  if (refusal) throw new HttpProblem(403, refusal, { detail: REFUSALS[refusal] });
  return fullAccess('session');
}
