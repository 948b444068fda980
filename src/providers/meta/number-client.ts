import type { AccountCheck } from '../../domain/provider.ts';
import { asList, asObject, asText, type JsonObject } from '../kit/json.ts';
import { checkHealth, checkRegistration, failed, passed, targetsOf, troubled } from './account-checks.ts';
import type { Examination } from './examination.ts';

const FIELDS =
  'id,display_phone_number,verified_name,status,code_verification_status,platform_type,quality_rating,webhook_configuration,health_status';
/** A token may be good for very many accounts; then the account must be entered. */
const MAX_SEARCHED = 10;
const MAX_PAGES = 20;

const NUMBER_HINT = 'WhatsApp → API setup: the phone number ID stands below the number. It is not the number itself.';

/** The account of the number: as entered or learned, otherwise the one among the token's that has it. */
export async function findAccount(
  examination: Examination,
  token: JsonObject | undefined,
): Promise<string | undefined> {
  const { businessAccountId } = examination.request.senderFields;
  if (businessAccountId) return businessAccountId;
  const targets = token && targetsOf(token, 'whatsapp_business_management');
  for (const account of (targets ?? []).slice(0, MAX_SEARCHED)) {
    if ((await belongsTo(examination, account)) === true) return account;
  }
  return undefined;
}

export interface NumberFindings {
  checks: AccountCheck[];
  /** Steps that are told at the very end. */
  last: AccountCheck[];
  /** Undefined: there is no such number. */
  number: JsonObject | undefined;
}

export async function examineNumber(examination: Examination, account: string | undefined): Promise<NumberFindings> {
  const { request, calls } = examination;
  const { signal, senderFields, senderPhoneNumber } = request;
  const path = encodeURIComponent(senderFields.phoneNumberId ?? '');
  const answer = await calls.call({ method: 'GET', path, query: { fields: FIELDS }, signal });
  if (!answer.ok) return { checks: [troubled('sender_id', answer.trouble, NUMBER_HINT)], last: [], number: undefined };
  const number = answer.value;
  const shown = asText(number.display_phone_number);
  const digits = shown?.replace(/\D/g, '');
  if (digits === undefined) {
    return {
      checks: [failed('sender_id', 'This id is not one of a phone number.', NUMBER_HINT)],
      last: [],
      number: undefined,
    };
  }
  if (digits !== senderPhoneNumber.replace(/\D/g, '')) {
    const message = `This id belongs to ${shown}, not to +${senderPhoneNumber}.`;
    return { checks: [failed('sender_id', message, NUMBER_HINT)], last: [], number: undefined };
  }
  const isOfAccount = account === undefined ? undefined : await belongsTo(examination, account);
  const id = isOfAccount === false ? wrongAccount(account) : passed('sender_id', `The id belongs to ${shown}.`);
  const health = checkHealth(number);
  return { checks: [id, checkRegistration(number)], last: health === undefined ? [] : [health], number };
}

function wrongAccount(account: string | undefined): AccountCheck {
  const hint = 'WhatsApp → API setup: the WhatsApp Business account ID stands beside the phone number ID.';
  return failed('sender_id', `The account ${account} has no number with this id.`, hint);
}

/** Undefined: Meta did not say. */
async function belongsTo({ request, calls }: Examination, account: string): Promise<boolean | undefined> {
  const { signal, senderFields } = request;
  let after: string | undefined;
  for (let page = 0; page < MAX_PAGES; page += 1) {
    const query = { fields: 'id', limit: '100', after };
    const path = `${encodeURIComponent(account)}/phone_numbers`;
    const answer = await calls.call({ method: 'GET', path, query, signal });
    if (!answer.ok) return answer.trouble.kind === 'not_found' ? false : undefined;
    const ids = asList(answer.value.data).map((row) => asText(asObject(row).id));
    if (ids.includes(senderFields.phoneNumberId)) return true;
    const paging = asObject(answer.value.paging);
    after = paging.next === undefined ? undefined : asText(asObject(paging.cursors).after);
    if (after === undefined) return false;
  }
  return undefined;
}
