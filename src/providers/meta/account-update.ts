import type { AccountEffect } from '../../domain/events.ts';
import { asList, asObject, asText, asWord, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { parseEpoch } from '../kit/time.ts';
import { accountFacts } from './facts.ts';

/** Only this one forbids answers too. Under the other restrictions people who write still get theirs. */
const FORBIDS_ANSWERS = 'RESTRICTED_CUSTOMER_INITIATED_MESSAGING';

/**
 * What an `account_update` means for sending.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/account_update (seen 2026-06)
 */
export function readUpdateEffects(value: JsonObject): readonly AccountEffect[] {
  switch (value.event) {
    case 'ACCOUNT_RESTRICTION':
      return readRestriction(value);
    case 'DISABLED_UPDATE':
      return readBan(asObject(value.ban_info));
    case 'ACCOUNT_DELETED':
      return [stopped('restriction', 'The WhatsApp Business account was deleted.')];
    case 'ACCOUNT_OFFBOARDED':
      return [stopped('credentials', 'The account was disconnected from the Cloud API in the WhatsApp Business app.')];
    case 'PARTNER_REMOVED':
      return [stopped('credentials', describeRemoval(value))];
    case 'ACCOUNT_RECONNECTED':
      return [{ type: 'sending_released' }];
    case 'ACCOUNT_VIOLATION':
      return accountFacts({ violation: asWord(asObject(value.violation_info).violation_type) });
    case 'BUSINESS_PRIMARY_LOCATION_COUNTRY_UPDATE':
      return accountFacts({ country: asText(value.country) });
    default:
      return [];
  }
}

function readRestriction(value: JsonObject): readonly AccountEffect[] {
  const restrictions = asList(value.restriction_info).map((entry) => {
    const { restriction_type: type, expiration } = asObject(entry);
    return { type: asText(type), until: parseEpoch(expiration) };
  });
  const named = restrictions.map(({ type, until }) => [asWord(type), until && new Date(until).toISOString()]);
  const shown = accountFacts({ restrictions: named.map((parts) => parts.filter(Boolean).join(' until ')).join(', ') });
  const forbidden = restrictions.find(({ type }) => type === FORBIDS_ANSWERS);
  if (forbidden === undefined) return shown;
  return [...shown, stopped('restriction', 'Meta restricted the account: it may not answer people.', forbidden.until)];
}

function readBan({ waba_ban_state: state, waba_ban_date: date }: JsonObject): readonly AccountEffect[] {
  switch (state) {
    case 'DISABLE':
      return [
        ...accountFacts({ ban: 'disabled' }),
        stopped('restriction', 'Meta disabled the WhatsApp Business account.'),
      ];
    case 'REINSTATE':
      return [...accountFacts({ ban: 'none' }), { type: 'sending_released' }];
    case 'SCHEDULE_FOR_DISABLE':
      return accountFacts({ ban: ['will be disabled', asText(date)].filter(Boolean).join(' on ') });
    default:
      return accountFacts({ ban: asWord(state) });
  }
}

function describeRemoval({ disconnection_info: info }: JsonObject): string {
  const reason = asWord(asObject(info).reason);
  return `The account no longer shares its data with this app${reason === undefined ? '' : ` (${reason})`}.`;
}

function stopped(reason: 'credentials' | 'restriction', message: string, until?: number): AccountEffect {
  return withoutUndefined({ type: 'sending_stopped', reason, message, until });
}
