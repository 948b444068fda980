import type { AccountEffect, AccountReported } from '../../domain/events.ts';
import { accountReported, type Change } from '../kit/cloud/change.ts';
import { asNumber, asObject, asText, asWord, type JsonObject } from '../kit/json.ts';
import { readUpdateEffects } from './account-update.ts';
import { accountFacts, senderFacts } from './facts.ts';
import { parseLimit } from './limit.ts';
import { readTemplateChange } from './template-change.ts';

type EffectReader = (value: JsonObject) => readonly AccountEffect[];

const template = (field: string): EffectReader => {
  return (value) => [{ type: 'template_changed', change: readTemplateChange(field, value) }];
};
const none: EffectReader = () => [];

/**
 * Fields about the account as a whole; they name no phone number id.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/overview (seen 2026-09)
 */
const READERS: ReadonlyMap<string, EffectReader> = new Map<string, EffectReader>([
  ['account_alerts', readAlert],
  ['account_review_update', (value) => accountFacts({ review: asWord(value.decision) })],
  ['account_settings_update', none],
  ['account_update', readUpdateEffects],
  ['business_capability_update', readCapability],
  ['business_username_updates', readUsername],
  ['flows', none],
  ['message_template_components_update', template('message_template_components_update')],
  ['message_template_quality_update', template('message_template_quality_update')],
  ['message_template_status_update', template('message_template_status_update')],
  ['partner_solutions', none],
  ['payment_configuration_update', none],
  ['phone_number_name_update', readName],
  ['phone_number_quality_update', readQuality],
  ['security', (value) => senderFacts(value, { security: asWord(value.event) })],
  ['template_category_update', template('template_category_update')],
  ['template_correct_category_detection', none],
]);

/** Undefined: the field is not about the account. */
export function parseAccount(change: Change): AccountReported | undefined {
  const read = READERS.get(change.field);
  return read && accountReported(change, change.field, change.value, read(change.value));
}

function readAlert({ alert_info: info }: JsonObject): AccountEffect[] {
  const { alert_type, alert_status, alert_severity, alert_description } = asObject(info);
  if (alert_status === 'NONE') return accountFacts({ alert: 'none' });
  const said = [asWord(alert_severity), asWord(alert_type), asText(alert_description)].filter(
    (part) => part !== undefined,
  );
  return accountFacts({ alert: said.length === 0 ? undefined : said.join(': ') });
}

/** The limit on phone numbers goes by two names, depending on the messaging limit. */
function readCapability(value: JsonObject): AccountEffect[] {
  const numbers = asNumber(value.max_phone_numbers_per_waba) ?? asNumber(value.max_phone_numbers_per_business);
  return accountFacts({
    messagingLimit: parseLimit(value.max_daily_conversations_per_business ?? value.max_daily_conversation_per_phone),
    phoneNumberLimit: numbers === undefined ? undefined : String(numbers),
  });
}

/** The older members for the limit are being withdrawn. */
function readQuality(value: JsonObject): AccountEffect[] {
  const limit = parseLimit(value.max_daily_conversations_per_business ?? value.current_limit);
  return senderFacts(value, { qualityEvent: asWord(value.event), messagingLimit: limit });
}

function readName(value: JsonObject): AccountEffect[] {
  const reason = asWord(value.rejection_reason);
  return senderFacts(value, {
    requestedName: asText(value.requested_verified_name),
    nameReview:
      [asWord(value.decision), reason === 'none' ? undefined : reason].filter(Boolean).join(': ') || undefined,
  });
}

function readUsername(value: JsonObject): AccountEffect[] {
  return senderFacts(value, { username: asText(value.username) ?? '', usernameStatus: asWord(value.status) });
}
