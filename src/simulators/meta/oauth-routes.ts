import type { FastifyRequest } from 'fastify';
import type { SimulatorClock } from '../kit/clock.ts';
import type { Accounts, MetaNumber } from './account.ts';
import type { Admission } from './admission.ts';
import { GraphError } from './graph-error.ts';
import type { IssuedToken, OAuth } from './oauth.ts';
import { paramsOf } from './request.ts';
import type { Route } from './route.ts';

const SCOPES = ['whatsapp_business_management', 'whatsapp_business_messaging'];

interface OAuthParts {
  accounts: Accounts;
  admission: Admission;
  oauth: OAuth;
  world: { clock: SimulatorClock };
}

/** Tokens. https://developers.facebook.com/documentation/business-messaging/whatsapp/access-tokens */
export function addOAuthRoutes(route: Route, parts: OAuthParts): void {
  const exchange = async (request: FastifyRequest) => {
    const params = paramsOf(request);
    const app = requireApp(parts.accounts, params);
    if (params.grant_type === 'client_credentials') {
      return { access_token: `${app.appId}|${app.appSecret}`, token_type: 'bearer' };
    }
    return renderToken(exchangeToken(params, app, parts.oauth), parts.world.clock.now());
  };
  route('GET', '/oauth/access_token', exchange);
  route('POST', '/oauth/access_token', exchange);
  route('GET', '/debug_token', async (request) => {
    parts.admission.authorise(request);
    const { input_token: token } = paramsOf(request);
    if (typeof token !== 'string') throw new GraphError(100, { details: 'The parameter input_token is required.' });
    return { data: describeToken(token, parts) };
  });
}

function requireApp(accounts: Accounts, params: Record<string, unknown>): MetaNumber {
  const app = accounts.ofApp(String(params.client_id))[0];
  if (!app) throw new GraphError(101, { message: 'Error validating application. Cannot get application info.' });
  if (params.client_secret !== app.appSecret) throw new GraphError(1, { message: 'Error validating client secret.' });
  return app;
}

function exchangeToken(params: Record<string, unknown>, app: MetaNumber, oauth: OAuth): IssuedToken {
  if (params.grant_type === 'fb_exchange_token') {
    const extended = oauth.extend(String(params.fb_exchange_token));
    if (!extended) throw new GraphError(190);
    return extended;
  }
  const redirectUri = typeof params.redirect_uri === 'string' ? params.redirect_uri : undefined;
  const issued = oauth.redeemCode(String(params.code), app.appId, redirectUri);
  if (!issued)
    throw new GraphError(100, { message: 'This authorization code has expired or was used.', subcode: 36007 });
  return issued;
}

function renderToken({ token, expiresAt }: IssuedToken, now: number): object {
  const expiry = expiresAt === undefined ? {} : { expires_in: Math.floor((expiresAt - now) / 1000) };
  return { access_token: token, token_type: 'bearer', ...expiry };
}

/** A token that has run out is described too, as not valid. */
function describeToken(token: string, { accounts, oauth, world }: OAuthParts): object {
  const grant = oauth.grantOf(token);
  if (!grant) return { is_valid: false, error: { code: 190, message: 'Invalid OAuth access token.' }, scopes: [] };
  if (grant.kind === 'app') {
    return { app_id: grant.appId, type: 'APP', application: 'Simulated app', is_valid: true, scopes: [] };
  }
  const numbers = accounts.list().filter(({ accessToken }) => accessToken === grant.accessToken);
  const state = numbers[0]?.token ?? 'valid';
  const targets = [...new Set(numbers.map(({ businessAccountId }) => businessAccountId))];
  const scopes = state === 'no_permission' ? [] : SCOPES;
  return {
    app_id: numbers[0]?.appId,
    type: 'SYSTEM_USER',
    application: 'Simulated app',
    is_valid: state === 'valid' || state === 'no_permission',
    expires_at: Math.floor((grant.expiresAt ?? 0) / 1000),
    data_access_expires_at: 0,
    issued_at: Math.floor(world.clock.now() / 1000),
    user_id: '122100000000000',
    scopes,
    granular_scopes: scopes.map((scope) => ({ scope, target_ids: targets })),
  };
}
