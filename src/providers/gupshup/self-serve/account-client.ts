import type { AccountCheck, AccountFacet, TemplatesFacet } from '../../../domain/provider.ts';
import { asNumber, asObject, asText } from '../../kit/json.ts';
import type { SelfServeSettings } from '../settings.ts';
import { readFailure } from './answer.ts';
import type { PartnerClient } from './partner-client.ts';

/** What a callback should be told of. */
const MODES = 'ENQUEUED,FAILED,READ,SENT,DELIVERED,OTHERS,DELETE,MESSAGE,TEMPLATE';

/** The doctor: API key and app first, then what the partner API can tell. */
export function createAccount(
  settings: SelfServeSettings,
  templates: Pick<TemplatesFacet, 'list'>,
  partner: PartnerClient | undefined,
): AccountFacet {
  return {
    check: async ({ callbackUrl, repair, signal }) => {
      const listed = await templates.list({ account: '', signal });
      if (!listed.ok) return [bad('token', listed.trouble.message, 'Check the API key and the name of the app.')];
      const checks = [good('token', `Gupshup accepts the API key for the app ${settings.appName}.`)];
      if (partner === undefined) return [...checks, untold(callbackUrl)];
      const wallet = await checkWallet(partner, signal);
      if (wallet.name === 'partner') return [...checks, wallet];
      const callback = repair ? await subscribe(partner, callbackUrl, signal) : untold(callbackUrl);
      return [...checks, wallet, callback];
    },
  };
}

/** `partner` where its host refuses us, otherwise `wallet`. */
async function checkWallet(partner: PartnerClient, signal: AbortSignal): Promise<AccountCheck> {
  const exchanged = await partner.call({ method: 'GET', path: 'wallet/balance', signal });
  const failure = exchanged.ok ? readFailure(exchanged.answer, 0) : exchanged.failure;
  if (!exchanged.ok || failure !== undefined) {
    const message = failure?.message ?? 'The answer of Gupshup cannot be read.';
    return bad('partner', message, 'Check the app ID and the token of the partner.');
  }
  const { currency, currentBalance, overDraftLimit } = asObject(asObject(exchanged.answer.json).walletResponse);
  const balance = asNumber(currentBalance) ?? 0;
  const message = `The wallet holds ${balance} ${asText(currency) ?? ''}.`.replace(' .', '.');
  const isEmpty = balance + (asNumber(overDraftLimit) ?? 0) <= 0;
  return isEmpty
    ? { name: 'wallet', ok: false, message, hint: 'Fill the wallet at Gupshup.' }
    : good('wallet', message);
}

/** A subscription of our own beside those that are there. */
async function subscribe(partner: PartnerClient, url: string, signal: AbortSignal): Promise<AccountCheck> {
  const body = new URLSearchParams({ modes: MODES, tag: 'chasqui', url, version: '2' }).toString();
  const contentType = 'application/x-www-form-urlencoded';
  const exchanged = await partner.call({ method: 'POST', path: 'subscription', body, contentType, signal });
  const failure = exchanged.ok ? readFailure(exchanged.answer, 0) : exchanged.failure;
  if (failure === undefined) return good('subscription', `Messages and events go to ${url} from now on.`);
  return bad(
    'subscription',
    failure.message,
    'A subscription may be there already: see the app’s webhooks at Gupshup.',
  );
}

/** What is subscribed cannot be asked. */
function untold(url: string): AccountCheck {
  return good('callback', `Gupshup does not tell which callback URL is set; messages and events must go to ${url}.`);
}

function good(name: string, message: string): AccountCheck {
  return { name, ok: true, message };
}

function bad(name: string, message: string, hint: string): AccountCheck {
  return { name, ok: false, message, hint };
}
