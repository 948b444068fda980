import type { AccountNumber, ProviderResult } from '../../domain/provider.ts';
import { asList, asObject, asText, withoutUndefined } from '../kit/json.ts';
import { parsePhone } from '../kit/phone.ts';
import type { Api } from './api.ts';
import { SANDBOX_NUMBER } from './parse-message.ts';
import { isOnline, listSenders, type Sender } from './senders-client.ts';

/** One page holds more numbers than an account has. */
const PAGE_SIZE = 1_000;

const SANDBOX: AccountNumber = {
  phoneNumber: SANDBOX_NUMBER,
  displayName: 'Twilio sandbox',
  isReady: true,
  note: 'For tests only: shared by everybody, and people must join it every 3 days.',
  fields: {},
};

/** WhatsApp senders, then numbers that are none yet, then the sandbox. */
export async function listNumbers(api: Api, signal: AbortSignal): Promise<ProviderResult<AccountNumber[]>> {
  const senders = await listSenders(api, signal);
  if (!senders.ok) return senders;
  const { apiUrl, accountSid } = api.settings;
  const url = `${apiUrl}/2010-04-01/Accounts/${accountSid}/IncomingPhoneNumbers.json?PageSize=${PAGE_SIZE}`;
  const bought = await api.call({ method: 'GET', url, signal });
  if (!bought.ok) return bought;
  const numbers = [
    ...senders.value.map(ofSender),
    ...asList(bought.value.incoming_phone_numbers).flatMap((number) => ofBought(number) ?? []),
    SANDBOX,
  ];
  // The first word about a number counts.
  const byNumber = new Map(numbers.toReversed().map((number) => [number.phoneNumber, number]));
  return { ok: true, value: [...byNumber.values()].toReversed() };
}

function ofSender(sender: Sender): AccountNumber {
  const { phoneNumber, name, status, offlineReasons } = sender;
  const note = offlineReasons === '' ? undefined : offlineReasons;
  return withoutUndefined({ phoneNumber, displayName: name, status, isReady: isOnline(sender), note, fields: {} });
}

function ofBought(value: unknown): AccountNumber | undefined {
  const number = asObject(value);
  const phoneNumber = parsePhone(asText(number.phone_number) ?? '');
  if (phoneNumber === undefined) return undefined;
  const note = 'Not a WhatsApp sender yet: it needs the approval of WhatsApp, which may take days.';
  return withoutUndefined({ phoneNumber, displayName: asText(number.friendly_name), isReady: false, note, fields: {} });
}
