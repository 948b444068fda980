import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Accounts } from './account.ts';
import { type Admission, loggedIn } from './admission.ts';
import { ApiError, renderException } from './api-error.ts';
import { oneOf, required } from './schema-parts.ts';
import type { Sessions } from './sessions.ts';
import { parseBody } from './validation.ts';

const login = z.object({ username: required(), password: required(), unsafe: z.boolean().optional() });
const grant = z.object({
  client_id: required(),
  client_secret: required(),
  grant_type: oneOf(['client_credentials', 'authorization_code']),
});

export interface AuthParts {
  accounts: Accounts;
  admission: Admission;
  sessions: Sessions;
}

/** Tokens for a login. https://www.infobip.com/docs/api/platform/account-management */
export function addAuthRoutes(app: FastifyInstance, { accounts, admission, sessions }: AuthParts): void {
  app.post('/auth/1/session', async (request) => {
    const { username, password, unsafe } = parseBody(login, request.body);
    const account = loggedIn(accounts, username, password);
    if (!account) throw new ApiError(401);
    const token = sessions.open(username, unsafe ? undefined : request.ip);
    if (!token) throw new ApiError(400, { text: 'The last session has neither ended nor expired' });
    return { token };
  });
  app.delete('/auth/1/session', async (request, reply) => {
    admission.authorise(request);
    sessions.close((request.headers.authorization ?? '').replace('IBSSO ', ''));
    return reply.status(200).send();
  });
  app.post('/auth/1/oauth2/token', async (request, reply) => {
    const { client_id: username, client_secret: password } = parseBody(grant, request.body);
    const account = loggedIn(accounts, username, password);
    if (!account) {
      return reply.status(401).send({ error: 'invalid_client', ...renderException(new ApiError(401)) });
    }
    const { accessToken, expiresInSeconds } = sessions.grant(username);
    return { access_token: accessToken, expires_in: expiresInSeconds, token_type: 'Bearer' };
  });
}
