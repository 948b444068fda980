/**
 * What travels between us and the enterprise gateway: a form of flat parameters there, one line or a small object back.
 * https://docs.gupshup.io/docs/api-reference (seen 2026-06)
 */

/** Of one request; without credentials, which the client adds. */
export type Parameters = Readonly<Record<string, string>>;

/** What one call says, or why it cannot be said. */
export type RenderedParameters = { ok: true; parameters: Parameters } | { ok: false; message: string };

/** One call of `/GatewayAPI/rest`. `account`: which pair of credentials it is made with. */
export interface GatewayCall {
  account: 'session' | 'hsm';
  parameters: Parameters;
}

/** What every call has beside its credentials. */
export const COMMON: Parameters = { auth_scheme: 'plain', v: '1.1', format: 'json' };
