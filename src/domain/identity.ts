/**
 * Who a person is: a set of identifiers, found by any of them.
 * `user_id` is the provider's business-scoped id (Meta's BSUID); `phone` is digits only, E.164 without plus; `provider_ref` anything else of
 * the provider's own. `value` is what the provider gave; `matchKey` what is compared (several spellings of a phone share one), computed at
 * the edges.
 */
export type IdentifierKind = 'user_id' | 'phone' | 'parent_user_id' | 'provider_ref';

export interface Identifier {
  kind: IdentifierKind;
  value: string;
  matchKey: string;
}
