import type { FieldValues } from '../../domain/settings.ts';
import { type JsonObject, withoutUndefined } from '../kit/json.ts';
import { algorithmOf } from './signature.ts';

/**
 * The notification profile that posts to `url` with everything that the channel asks of webhooks; its security has the same id.
 * https://www.infobip.com/docs/api/platform/subscriptions-api (seen 2026-07)
 */
export function renderProfile(settings: FieldValues, { id, url }: { id: string; url: string }): JsonObject {
  const { webhookHeader, webhookSecret } = settings;
  const hasSecurity = renderSecurity(settings) !== undefined;
  return withoutUndefined({
    webhook: { notifyUrl: url, contentType: 'application/json' },
    security: hasSecurity ? { authId: id } : undefined,
    headers: webhookHeader && webhookSecret ? { [webhookHeader.trim()]: webhookSecret } : undefined,
  });
}

/** How Infobip proves itself; undefined: not at all. There is one: user and password before a signature. */
export function renderSecurity(settings: FieldValues): JsonObject | undefined {
  const { webhookUser: username, webhookPassword: password, webhookHmacSecret: secretKey } = settings;
  if (username && password) return { type: 'BASIC', credentials: { username, password } };
  if (!secretKey) return undefined;
  const digits = algorithmOf(settings).replace('sha', 'SHA_').toUpperCase();
  return { type: 'HMAC', credentials: { secretKey, algorithm: `HMAC_${digits}` } };
}
