import type { AccountFacet } from '../../domain/provider.ts';
import { asText, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { checkAccount, checkSender, checkWebhook, passed, sandboxChecks, troubled } from './account-checks.ts';
import type { Api } from './api.ts';
import { listNumbers } from './numbers-client.ts';
import { SANDBOX_NUMBER } from './parse-message.ts';
import { CALLBACK_RETRIES } from './retries.ts';
import { listSenders, type Sender, setWebhook } from './senders-client.ts';

type Check = AccountFacet['check'];
type Request = Parameters<Check>[0];

/** The doctor, the numbers of the account, and what is to be shown of a number. */
export function createAccountClient(api: Api): AccountFacet {
  return {
    check: async (request) => {
      const account = await readAccount(api, request.signal);
      if (!account.ok) return [troubled('token', account.trouble, 'Copy account SID and auth token again.')];
      const checks = checkAccount(account.value);
      if (checks.some(({ ok }) => !ok)) return checks;
      if (request.senderPhoneNumber === SANDBOX_NUMBER) return [...checks, ...sandboxChecks(request.callbackUrl)];
      return [...checks, ...(await examineSender(api, request))];
    },
    numbers: ({ signal }) => listNumbers(api, signal),
    facts: async ({ senderPhoneNumber, signal }) => {
      const account = await readAccount(api, signal);
      if (!account.ok) return account;
      const senders = await listSenders(api, signal);
      if (!senders.ok) return senders;
      const sender = senders.value.find(({ phoneNumber }) => phoneNumber === senderPhoneNumber);
      return { ok: true, value: { sender: factsOf(sender), account: accountFacts(account.value) } };
    },
  };
}

/** With the account's own credentials, whatever messages are sent with: they are what webhooks are signed with. */
function readAccount({ settings, call }: Api, signal: AbortSignal) {
  const url = `${settings.apiUrl}/2010-04-01/Accounts/${settings.accountSid}.json`;
  return call({ method: 'GET', url, credentials: settings.accountCredentials, signal });
}

async function examineSender(api: Api, request: Request): ReturnType<Check> {
  const senders = await listSenders(api, request.signal);
  if (!senders.ok) {
    const hint = 'Check the API key: it must be allowed to read the WhatsApp senders.';
    return [troubled('sender_id', senders.trouble, hint)];
  }
  const sender = senders.value.find(({ phoneNumber }) => phoneNumber === request.senderPhoneNumber);
  const check = checkSender(sender, request.senderPhoneNumber);
  return sender === undefined ? [check] : [check, await examineWebhook(api, sender, request)];
}

/** Repairing takes the webhook over from wherever it went; that place is told. */
async function examineWebhook(api: Api, sender: Sender, { callbackUrl, repair, signal }: Request) {
  const wanted = `${callbackUrl}${CALLBACK_RETRIES}`;
  const check = checkWebhook(sender, callbackUrl, wanted);
  if (check.ok || !repair) return check;
  const set = await setWebhook(api, sender.sid, { url: wanted, signal });
  if (!set.ok) return troubled('callback', set.trouble, `Enter ${wanted} at the sender in the Twilio console.`);
  const before = sender.callbackUrl === undefined ? '' : ` Before, they went to ${sender.callbackUrl}.`;
  return passed('callback', `The sender now sends its webhooks to this gateway.${before}`);
}

function factsOf(sender: Sender | undefined): Record<string, string> {
  if (sender === undefined) return {};
  const { name: verifiedName, status, quality, messagingLimit } = sender;
  return withoutUndefined({ verifiedName, status: status.toLowerCase(), quality, messagingLimit });
}

/** The answer holds the auth token too, which goes nowhere. */
function accountFacts({ friendly_name, status, type }: JsonObject): Record<string, string> {
  return withoutUndefined({ name: asText(friendly_name), status: asText(status), type: asText(type) });
}
