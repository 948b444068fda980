import type { TwilioAccount } from './accounts.ts';
import { parseAddress } from './address.ts';
import { RestError } from './rest-error.ts';
import { addressOf, type Senders, type TwilioSender } from './senders.ts';
import type { Services } from './services.ts';

export interface SenderMeans {
  senders: Senders;
  services: Services;
}

/**
 * The sender that a send names by `From`, by its messaging service or by both; nothing for a number without WhatsApp.
 * Throws 21603, 21212, 63007, 21701, 21703.
 */
export function findSender(
  form: URLSearchParams,
  account: TwilioAccount,
  { senders, services }: SenderMeans,
): TwilioSender | undefined {
  const from = form.get('From') ?? '';
  const serviceSid = form.get('MessagingServiceSid') ?? '';
  if (from === '' && serviceSid === '') throw new RestError(21603);
  if (from !== '') return byAddress(from, senders.ofAccount(account.sid));
  const service = services.get(account.sid, serviceSid);
  if (!service) throw new RestError(21701);
  const sender = service.senderSids.map(senders.get).find((one) => one?.status === 'ONLINE');
  if (!sender) throw new RestError(21703);
  return sender;
}

function byAddress(from: string, own: readonly TwilioSender[]): TwilioSender | undefined {
  const address = parseAddress(from);
  if (!address) throw new RestError(21212, `Invalid 'From' Phone Number: ${from}`);
  if (address.channel !== 'whatsapp') return undefined;
  const sender = own.find((one) => addressOf(one) === from);
  if (!sender?.status.startsWith('ONLINE')) throw new RestError(63007);
  return sender;
}
