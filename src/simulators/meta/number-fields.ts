import { type MetaNumber, type NumberState, portfolioOf } from './account.ts';
import { titleOf } from './codes.ts';

/** What `GET /{phone-number-id}` gives without `fields`. */
export const DEFAULT_NUMBER_FIELDS = [
  'verified_name',
  'code_verification_status',
  'display_phone_number',
  'quality_rating',
  'platform_type',
  'throughput',
  'webhook_configuration',
] as const;

const STATUS: Record<NumberState, string> = {
  connected: 'CONNECTED',
  deleted: 'DELETED',
  unregistered: 'DISCONNECTED',
  maintenance: 'CONNECTED',
  locked: 'RESTRICTED',
  restricted: 'RESTRICTED',
};

/** Why a number in this state cannot send. */
const STATE_CODES: Partial<Record<NumberState, number>> = { unregistered: 133010, locked: 131031, restricted: 368 };

/** Every field of a number in the Graph API. */
export function renderNumber(number: MetaNumber): Record<string, unknown> {
  const state = number.state ?? 'connected';
  const quality = number.quality ?? 'GREEN';
  return {
    id: number.phoneNumberId,
    display_phone_number: number.displayPhoneNumber,
    verified_name: number.displayName ?? 'Simulated business',
    status: STATUS[state],
    name_status: 'APPROVED',
    new_name_status: number.requestedName ? 'PENDING_REVIEW' : 'NONE',
    new_display_name: number.requestedName,
    account_mode: number.allowedRecipients ? 'SANDBOX' : 'LIVE',
    quality_rating: quality,
    quality_score: { score: quality },
    code_verification_status: number.isUnverified ? 'NOT_VERIFIED' : 'VERIFIED',
    platform_type: state === 'unregistered' ? 'NOT_APPLICABLE' : 'CLOUD_API',
    is_official_business_account: false,
    is_on_biz_app: number.isOnBusinessApp ?? false,
    is_pin_enabled: number.pin !== undefined,
    is_preverified_number: false,
    search_visibility: 'NON_VISIBLE',
    last_onboarded_time: undefined,
    certificate: undefined,
    new_certificate: undefined,
    country_code: undefined,
    country_dial_code: undefined,
    throughput: { level: (number.throughputPerSecond ?? 80) > 80 ? 'HIGH' : 'STANDARD' },
    webhook_configuration: renderWebhooks(number),
    conversational_automation: number.automation ?? {},
    whatsapp_business_manager_messaging_limit: 'TIER_2K',
    messaging_limit_tier: 'TIER_2K',
    eligibility_for_api_business_global_search: 'NON_ELIGIBLE_UNDEFINED_COUNTRY',
    health_status: renderHealth(number),
  };
}

function renderWebhooks({ override, accountOverride, callbackUrl }: MetaNumber): object {
  return {
    ...(override && { phone_number: override.callbackUrl }),
    ...(accountOverride && { whatsapp_business_account: accountOverride.callbackUrl }),
    ...(callbackUrl && { application: callbackUrl }),
  };
}

/** Whether messages can be sent, by every object that has a say in it. */
export function renderHealth(number: MetaNumber): object {
  const code = STATE_CODES[number.state ?? 'connected'];
  const can = code === undefined ? 'AVAILABLE' : 'BLOCKED';
  const errors = code === undefined ? {} : { errors: [{ error_code: code, error_description: titleOf(code) }] };
  return {
    can_send_message: can,
    entities: [
      { entity_type: 'PHONE_NUMBER', id: number.phoneNumberId, can_send_message: can, ...errors },
      { entity_type: 'WABA', id: number.businessAccountId, can_send_message: 'AVAILABLE' },
      { entity_type: 'BUSINESS', id: portfolioOf(number), can_send_message: 'AVAILABLE' },
      { entity_type: 'APP', id: number.appId, can_send_message: 'AVAILABLE' },
    ],
  };
}
