import type { MetaNumber } from './account.ts';
import { GraphError } from './graph-error.ts';

/** What `GET /{phone-number-id}` gives without `fields`. */
const DEFAULT_FIELDS = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'webhook_configuration',
];

/** The Graph API's view of a number; `fields` as in the query. Throws 100 for a field that does not exist. */
export function renderNumber(number: MetaNumber, fields: string | null): Record<string, unknown> {
  const all = allFields(number);
  const wanted = fields === null ? DEFAULT_FIELDS : fields.split(',').filter(Boolean);
  const unknown = wanted.find((field) => !Object.hasOwn(all, field));
  if (unknown) throw new GraphError(100, { message: `(#100) Tried accessing nonexisting field (${unknown})` });
  return { ...Object.fromEntries(wanted.map((field) => [field, all[field]])), id: number.phoneNumberId };
}

function allFields(number: MetaNumber): Record<string, unknown> {
  const isConnected = (number.state ?? 'connected') === 'connected';
  return {
    id: number.phoneNumberId,
    display_phone_number: number.displayPhoneNumber,
    verified_name: number.displayName ?? 'Simulated business',
    status: isConnected ? 'CONNECTED' : 'RESTRICTED',
    name_status: 'APPROVED',
    account_mode: 'LIVE',
    quality_rating: number.quality ?? 'GREEN',
    code_verification_status: 'VERIFIED',
    platform_type: 'CLOUD_API',
    is_official_business_account: false,
    throughput: { level: (number.throughputPerSecond ?? 80) > 80 ? 'HIGH' : 'STANDARD' },
    webhook_configuration: number.callbackUrl ? { application: number.callbackUrl } : {},
    health_status: {
      can_send_message: isConnected ? 'AVAILABLE' : 'BLOCKED',
      entities: [{ entity_type: 'PHONE_NUMBER', id: number.phoneNumberId, can_send_message: 'AVAILABLE' }],
    },
  };
}
