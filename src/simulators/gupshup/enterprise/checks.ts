import { parsePhoneNumberFromString } from 'libphonenumber-js';
import type { EnterpriseNumber } from '../account.ts';
import { badParameter, GatewayError } from './gateway-error.ts';
import type { Parameters } from './parameters.ts';

/** What a request does, and which pair of credentials it needs. */
const METHODS = {
  sendmessage: 'SendMessage',
  sendmediamessage: 'SendMediaMessage',
  opt_in: 'OPT_IN',
  opt_out: 'OPT_OUT',
  get_whatsapp_hsm: 'get_whatsapp_hsm',
  create_whatsapp_hsm: 'create_whatsapp_hsm',
} as const;

export type Method = (typeof METHODS)[keyof typeof METHODS];

/** Throws 106 for an unknown method. */
export function readMethod(parameters: Parameters): Method {
  const wanted = parameters.get('method') ?? '';
  const key = wanted.toLowerCase();
  if (key in METHODS) return METHODS[key as keyof typeof METHODS];
  throw new GatewayError(106, `The method "${wanted}" is not supported.`);
}

/** Throws 101 for another version and for encrypted parameters, whose cipher is not published. */
export function checkVersion(parameters: Parameters): void {
  if (parameters.get('encrdata') !== undefined) throw badParameter('encrdata', 'is not supported');
  if (parameters.get('v') !== '1.1') throw badParameter('v', 'must be 1.1');
}

/** The account of the user id. Throws 103 where there is none, 102 for a wrong password, 106 for the other pair's work. */
export function authenticate(
  parameters: Parameters,
  numbers: readonly EnterpriseNumber[],
  method: Method,
): EnterpriseNumber {
  const userId = parameters.get('userid') ?? '';
  const number = numbers.find(({ session, hsm }) => session.userId === userId || hsm?.userId === userId);
  const pair = number?.hsm?.userId === userId ? number.hsm : number?.session;
  if (!number || !pair) throw new GatewayError(103, 'The userid does not exist.');
  if (parameters.get('password') !== pair.password) {
    throw new GatewayError(102, 'Authentication failed due to invalid userId or password.');
  }
  const isRightPair = (pair === number.hsm) === needsTemplatePair(parameters, method);
  if (number.hsm && number.conditions.pairsEnforced && !isRightPair) {
    throw new GatewayError(106, `The method "${method.toUpperCase()}" is not supported.`);
  }
  return number;
}

/** Whether the message is a template; methods of consent and templates are the template pair's work too. */
function needsTemplatePair(parameters: Parameters, method: Method): boolean {
  return (method !== 'SendMessage' && method !== 'SendMediaMessage') || isTemplateSend(parameters);
}

export function isTemplateSend(parameters: Parameters): boolean {
  const isMarked = parameters.get('isHSM')?.toLowerCase() === 'true';
  return isMarked || parameters.get('msg_type')?.toLowerCase() === 'hsm' || parameters.get('template_id') !== undefined;
}

/** The recipient's digits. Throws 105 for what is no number, 175 for another country's where the account has only its own. */
export function readPhone(parameters: Parameters, name: 'send_to' | 'phone_number', number: EnterpriseNumber): string {
  const phone = parameters.get(name) ?? '';
  if (!/^\d{10,15}$/.test(phone)) throw new GatewayError(105, 'The phone number is not a valid phone number.');
  if (!number.conditions.international && countryOf(phone) !== countryOf(number.phoneNumber)) {
    throw new GatewayError(175, 'The "INTERNATIONAL_PHONE" service is disabled for you.');
  }
  return phone;
}

function countryOf(digits: string): string | undefined {
  return parsePhoneNumberFromString(`+${digits}`)?.countryCallingCode;
}
