import type { AccountCheck, ProviderTrouble } from '../../domain/provider.ts';
import { asList, asObject, asText, asWord, isObject, type JsonObject } from '../kit/json.ts';
import { parseEpoch } from '../kit/time.ts';

/** What a step of the doctor makes of what Meta said. Pure. */

export function passed(name: string, message: string): AccountCheck {
  return { name, ok: true, message };
}

export function failed(name: string, message: string, hint: string): AccountCheck {
  return { name, ok: false, message, hint };
}

/** A step that Meta's answer made impossible. */
export function troubled(name: string, { kind, message }: ProviderTrouble, hint: string): AccountCheck {
  const later = 'Try again later; if it stays so, check the API address and what may stand between here and Meta.';
  return failed(name, message, kind === 'unavailable' || kind === 'throttled' ? later : hint);
}

const NEW_TOKEN = 'Business settings → System users → Generate token, for this app, without an end date.';

/** `data` of `debug_token`. */
export function checkToken(data: JsonObject, now: number): AccountCheck {
  if (data.is_valid === false) {
    const reason = asText(asObject(data.error).message) ?? 'Meta says that the token is not valid.';
    return failed('token', reason, NEW_TOKEN);
  }
  const expiresAt = parseEpoch(data.expires_at);
  if (expiresAt === undefined) return passed('token', 'The access token is valid and has no end date.');
  const day = new Date(expiresAt).toISOString();
  return expiresAt > now
    ? passed('token', `The access token is valid until ${day}.`)
    : failed('token', `The access token ended on ${day}.`, NEW_TOKEN);
}

export function checkApp({ app_id: told }: JsonObject, appId: string): AccountCheck {
  const actual = asText(told);
  if (actual === undefined || actual === appId) return passed('app_id', `The token was made for the app ${appId}.`);
  const hint = 'Enter the id and secret of that app, or generate the token for the app that is entered here.';
  return failed('app_id', `The token was made for the app ${actual}, not for ${appId}.`, hint);
}

const NEEDED = ['whatsapp_business_messaging', 'whatsapp_business_management'];

/** A scope without targets holds for everything; with targets it must name this account. */
export function checkPermissions(data: JsonObject, businessAccountId: string | undefined): AccountCheck {
  const scopes = asList(data.scopes);
  const missing = NEEDED.filter((scope) => !scopes.includes(scope));
  if (missing.length > 0) {
    const hint = `Generate the token again and tick ${missing.join(' and ')}.`;
    return failed('permissions', `The token lacks ${missing.join(' and ')}.`, hint);
  }
  const elsewhere = NEEDED.filter((scope) => {
    const targets = targetsOf(data, scope);
    return businessAccountId !== undefined && targets !== undefined && !targets.includes(businessAccountId);
  });
  if (elsewhere.length === 0) return passed('permissions', 'The token has the permissions that are needed.');
  return failed(
    'permissions',
    `The token has ${elsewhere.join(' and ')}, but not for the account ${businessAccountId}.`,
    'Business settings → System users → Assign assets: give the system user full control of the WhatsApp account.',
  );
}

/** The accounts that the token may manage, as far as it is limited to some. */
export function targetsOf(data: JsonObject, scope: string): string[] | undefined {
  const granted = asList(data.granular_scopes).map(asObject);
  const targets = granted.find((entry) => entry.scope === scope)?.target_ids;
  return Array.isArray(targets) ? targets.flatMap((id) => asText(id) ?? []) : undefined;
}

/** Statuses in which a number is registered, and what else they say. */
const REGISTERED: Readonly<Record<string, string>> = {
  connected: 'The number is registered.',
  flagged: 'The number is registered, and flagged for its quality.',
  rate_limited: 'The number is registered, and has reached its limit.',
};
const REGISTER = 'Register it: POST /{phone number id}/register with the PIN of the two-step verification.';
const WHAT_TO_DO: Readonly<Record<string, string>> = {
  restricted: 'See the account quality page of WhatsApp Manager.',
  banned: 'See the account quality page of WhatsApp Manager.',
  migrated: 'The number belongs to another account now: enter its new phone number id.',
  deleted: 'The number was deleted: add it again in WhatsApp Manager, or choose another.',
  unverified: 'Verify the number in WhatsApp Manager, then register it.',
};

export function checkRegistration(number: JsonObject): AccountCheck {
  const status = asWord(number.status);
  const platform = asText(number.platform_type);
  if (platform === 'ON_PREMISE') {
    return failed('registration', 'The number is registered with the On-Premises API.', REGISTER);
  }
  const isVerified = asText(number.code_verification_status) !== 'NOT_VERIFIED';
  const registered = status === undefined ? undefined : REGISTERED[status];
  if (registered !== undefined) return passed('registration', registered);
  if (status === undefined && platform === 'CLOUD_API') return passed('registration', REGISTERED.connected ?? '');
  const word = status ?? 'not registered';
  const hint = WHAT_TO_DO[word] ?? (isVerified ? REGISTER : WHAT_TO_DO.unverified);
  return failed('registration', `The status of the number is ${word}.`, hint ?? REGISTER);
}

/** `health_status`: what Meta itself thinks of number, account, business and app. */
export function checkHealth(number: JsonObject): AccountCheck | undefined {
  const health = number.health_status;
  if (!isObject(health)) return undefined;
  const state = asText(health.can_send_message);
  const quality = asWord(number.quality_rating);
  const about = quality === undefined ? '' : ` Quality: ${quality}.`;
  const problems = asList(health.entities).flatMap((value) => problemsOf(asObject(value)));
  if (state !== 'BLOCKED') {
    const said = state === 'LIMITED' ? `Sending is limited: ${problems.join(' ')}` : 'Nothing hinders sending.';
    return passed('health', `${said}${about}`);
  }
  const solutions = asList(health.entities).flatMap((value) => solutionsOf(asObject(value)));
  const hint = solutions.join(' ') || 'See the account quality page of WhatsApp Manager.';
  return failed('health', `Meta blocks sending: ${problems.join(' ')}${about}`, hint);
}

function problemsOf(entity: JsonObject): string[] {
  return asList(entity.errors).flatMap((value) => {
    const { error_code, error_description } = asObject(value);
    return asText(error_description) ?? asText(error_code) ?? [];
  });
}

function solutionsOf(entity: JsonObject): string[] {
  return asList(entity.errors).flatMap((value) => asText(asObject(value).possible_solution) ?? []);
}
