import type { FastifyRequest } from 'fastify';
import type { Accounts, SelfServeNumber } from '../account.ts';
import type { MediaStore } from '../media-store.ts';
import { ApiError } from './api-error.ts';
import type { SelfServeEvents } from './events.ts';
import type { MessageParts } from './message-routes.ts';
import { holdsSecret, paramOf } from './requests.ts';

export interface PartnerParts extends MessageParts {
  media: MediaStore;
  events: SelfServeEvents;
}

/** The app that the path names, by its own token. Throws 401, also where there is no such app. */
export function requirePartnerApp(request: FastifyRequest, accounts: Accounts): SelfServeNumber {
  const number = accounts.selfServe().find(({ appId }) => appId === paramOf(request, 'appId'));
  const given = request.headers.authorization ?? request.headers.token;
  if (!number || !holdsSecret(given, number.partner.appToken)) throw new ApiError(401, 'Unauthorized');
  return number;
}
