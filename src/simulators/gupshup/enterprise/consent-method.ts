import type { EnterpriseNumber } from '../account.ts';
import type { Consents } from '../consents.ts';
import type { GupshupIds } from '../ids.ts';
import type { GatewayAnswer } from './answer.ts';
import { badParameter, GatewayError } from './gateway-error.ts';
import type { Parameters } from './parameters.ts';

interface ConsentRequest {
  method: 'OPT_IN' | 'OPT_OUT';
  number: EnterpriseNumber;
  phone: string;
}

/** `OPT_IN` and `OPT_OUT`. Throws 101 without the channel, 322 where the person is in that state already. */
export function recordConsent(
  parameters: Parameters,
  { method, number, phone }: ConsentRequest,
  { consents, ids }: { consents: Consents; ids: GupshupIds },
): GatewayAnswer {
  if (parameters.get('channel')?.toUpperCase() !== 'WHATSAPP') throw badParameter('channel', 'must be WHATSAPP');
  const consent = method === 'OPT_IN' ? 'in' : 'out';
  if (number.conditions.repeatedConsent === 'error' && consents.get(number.numberId, phone) === consent) {
    throw new GatewayError(322, `The phone number is already marked as ${method}.`);
  }
  consents.set(number.numberId, phone, consent);
  return { status: 'success', id: ids.enterprise('digits'), phone, details: '', isList: true };
}
