import type { FastifyInstance, FastifyRequest } from 'fastify';
import { type Admission, paramOf } from './admission.ts';
import { ApiError } from './api-error.ts';
import { pageOf } from './paging.ts';
import {
  changedProfile,
  changedSecurity,
  newProfile,
  newSecurity,
  type Profile,
  type Security,
} from './subscription-schema.ts';
import type { Subscriptions } from './subscriptions.ts';
import { parseBody } from './validation.ts';

const PROFILES = '/subscriptions/1/profiles';
const SECURITIES = '/subscriptions/1/security';

interface ProfileParts {
  admission: Admission;
  subscriptions: Subscriptions;
}

/** What subscriptions share: addresses and proofs. https://www.infobip.com/docs/api/platform/subscriptions */
export function addProfileRoutes(app: FastifyInstance, parts: ProfileParts): void {
  addAddressRoutes(app, parts);
  addSecurityRoutes(app, parts);
}

function addAddressRoutes(app: FastifyInstance, { admission, subscriptions }: ProfileParts): void {
  const { profiles, securities } = subscriptions;
  const userOf = (request: FastifyRequest) => admission.admit(request, 'subscriptions').username;
  const idOf = (request: FastifyRequest) => paramOf(request, 'profileId');

  app.get(PROFILES, async (request) => {
    const { items, paging } = pageOf(profiles.list(userOf(request)), request);
    return { results: items.map(renderProfile), paging };
  });
  app.post(PROFILES, async (request, reply) => {
    const username = userOf(request);
    const profile = parseBody(newProfile, request.body);
    const { profileId, security } = profile;
    profiles.add(username, profileId, profile);
    if (security && !securities.find(username, security.authId)) securities.add(username, security.authId, security);
    return reply.status(201).send(renderIds(profile));
  });
  app.get(`${PROFILES}/:profileId`, async (request) => renderProfile(profiles.require(userOf(request), idOf(request))));
  app.put(`${PROFILES}/:profileId`, async (request) => {
    const [username, profileId] = [userOf(request), idOf(request)];
    profiles.require(username, profileId);
    const { security, ...change } = parseBody(changedProfile, request.body);
    const known = security && securities.find(username, security.authId);
    if (security && !known) throw new ApiError(400, { validationErrors: { 'security.authId': ['must exist'] } });
    const changed = { ...change, profileId, security: known };
    profiles.change(username, profileId, changed);
    return renderIds(changed);
  });
  app.delete(`${PROFILES}/:profileId`, async (request) => renderIds(profiles.remove(userOf(request), idOf(request))));
}

function addSecurityRoutes(app: FastifyInstance, { admission, subscriptions: { securities } }: ProfileParts): void {
  const userOf = (request: FastifyRequest) => admission.admit(request, 'subscriptions').username;
  const idOf = (request: FastifyRequest) => paramOf(request, 'authId');

  app.get(SECURITIES, async (request) => {
    const { items, paging } = pageOf(securities.list(userOf(request)), request);
    return { results: items.map(renderSecurity), paging };
  });
  app.post(SECURITIES, async (request, reply) => {
    const username = userOf(request);
    const security = parseBody(newSecurity, request.body);
    securities.add(username, security.authId, security);
    return reply.status(201).send({ authId: security.authId });
  });
  app.get(`${SECURITIES}/:authId`, async (request) =>
    renderSecurity(securities.require(userOf(request), idOf(request))),
  );
  app.put(`${SECURITIES}/:authId`, async (request) => {
    const [username, authId] = [userOf(request), idOf(request)];
    securities.require(username, authId);
    securities.change(username, authId, { authId, ...parseBody(changedSecurity, request.body) });
    return { authId };
  });
  app.delete(`${SECURITIES}/:authId`, async (request) => {
    const { authId } = securities.remove(userOf(request), idOf(request));
    return { authId };
  });
}

function renderIds({ profileId, security }: Profile): object {
  return { profileId, ...(security && { security: { authId: security.authId } }) };
}

function renderProfile(profile: Profile): object {
  return { ...profile, ...renderIds(profile) };
}

/** With its secrets, as the platform shows them. */
function renderSecurity({ target: _, ...security }: Security): object {
  return security;
}
