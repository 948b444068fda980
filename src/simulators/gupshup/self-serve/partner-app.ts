import type { FastifyRequest } from 'fastify';
import type { Accounts, SelfServeNumber } from '../account.ts';
import { ApiError } from './api-error.ts';
import { holdsSecret } from './requests.ts';

/** The app that the path names, by its own token. Throws 401, also where there is no such app. */
export function requirePartnerApp(request: FastifyRequest, accounts: Accounts): SelfServeNumber {
  // Every route that asks has `:appId` in its path.
  const { appId } = request.params as { appId: string };
  const number = accounts.selfServe().find((one) => one.appId === appId);
  const given = request.headers.authorization ?? request.headers.token;
  if (!number || !holdsSecret(given, number.partner.appToken)) throw new ApiError(401, 'Unauthorized');
  return number;
}
