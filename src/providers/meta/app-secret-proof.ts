import { createHmac } from 'node:crypto';

/**
 * Shows that whoever uses the token knows the app's secret too: needed where the app demands it, and welcome elsewhere.
 * https://developers.facebook.com/docs/graph-api/guides/secure-requests (seen 2026-09)
 */
export function appSecretProof(token: string, appSecret: string): string {
  return createHmac('sha256', appSecret).update(token).digest('hex');
}
