import type { AccountFacet } from '../../domain/provider.ts';
import { asObject, asText, asWord } from '../kit/json.ts';
import { toldOf } from './facts.ts';
import type { Graph } from './graph-client.ts';
import { parseLimit } from './limit.ts';

const SENDER_FIELDS =
  'id,display_phone_number,verified_name,name_status,new_name_status,status,quality_rating,throughput,platform_type,account_mode,is_official_business_account';
const ACCOUNT_FIELDS =
  'id,name,currency,timezone_id,account_review_status,business_verification_status,status,marketing_messages_onboarding_status';
/** The first since v24, the second before; a field that a version does not know fails the whole call. */
const LIMIT_FIELDS = ['whatsapp_business_manager_messaging_limit', 'messaging_limit_tier'];

/** Facts about a number and its account. https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers (seen 2026-09) */
export function createFactsClient(graph: Graph): NonNullable<AccountFacet['facts']> {
  return async ({ senderFields, signal }) => {
    const { phoneNumberId = '', businessAccountId } = senderFields;
    const path = encodeURIComponent(phoneNumberId);
    const number = await graph.call({ method: 'GET', path, query: { fields: SENDER_FIELDS }, signal });
    if (!number.ok) return number;
    const { value } = number;
    const messagingLimit = await readLimit(graph, path, signal);
    const sender = toldOf({
      displayPhoneNumber: asText(value.display_phone_number),
      verifiedName: asText(value.verified_name),
      nameReview: asWord(value.new_name_status) ?? asWord(value.name_status),
      status: asWord(value.status),
      quality: asWord(value.quality_rating),
      throughput: asWord(asObject(value.throughput).level),
      platform: asWord(value.platform_type),
      mode: asWord(value.account_mode),
      official: value.is_official_business_account === true ? 'yes' : undefined,
      messagingLimit,
    });
    const account = businessAccountId ? await readAccount(graph, businessAccountId, signal) : {};
    return { ok: true, value: { sender, account } };
  };
}

async function readLimit(graph: Graph, path: string, signal: AbortSignal): Promise<string | undefined> {
  for (const field of LIMIT_FIELDS) {
    const answer = await graph.call({ method: 'GET', path, query: { fields: field }, signal });
    if (answer.ok) return parseLimit(answer.value[field]);
    if (answer.trouble.kind !== 'invalid') return undefined;
  }
  return undefined;
}

/** What cannot be read of the account is left out: the number's facts are worth showing without it. */
async function readAccount(graph: Graph, account: string, signal: AbortSignal): Promise<Record<string, string>> {
  const query = { fields: ACCOUNT_FIELDS };
  const answer = await graph.call({ method: 'GET', path: encodeURIComponent(account), query, signal });
  if (!answer.ok) return {};
  const { value } = answer;
  return toldOf({
    name: asText(value.name),
    currency: asText(value.currency),
    timeZone: asText(value.timezone_id),
    review: asWord(value.account_review_status),
    verification: asWord(value.business_verification_status),
    status: asWord(value.status),
    marketing: asWord(value.marketing_messages_onboarding_status),
  });
}
