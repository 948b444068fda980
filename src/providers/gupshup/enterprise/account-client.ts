import type { AccountCheck, AccountFacet, ProviderHost } from '../../../domain/provider.ts';
import type { Line } from '../../kit/exchange.ts';
import { asObject } from '../../kit/json.ts';
import type { EnterpriseSettings } from '../settings.ts';
import { callGateway, readFailure } from './gateway.ts';

/** The doctor. Nothing is sent, so that a second pair of credentials for two-way messages remains untried. */
export function createAccount(settings: EnterpriseSettings, line: Line, host: Pick<ProviderHost, 'now'>): AccountFacet {
  return {
    check: async ({ callbackUrl, signal }) => {
      const parameters = { method: 'get_whatsapp_hsm', limit: '1', offset: '0' };
      const call = { account: 'hsm', place: 'templates', parameters, signal } as const;
      const exchanged = await callGateway(line, settings, call);
      if (!exchanged.ok) return [bad(exchanged.failure.message, 'Check the API address and try again.')];
      const { answer } = exchanged;
      if (answer.status < 300 && Array.isArray(asObject(answer.json).data))
        return [good(settings), callback(callbackUrl)];
      const failure = readFailure(answer, host.now());
      return [bad(failure?.message ?? 'The answer of Gupshup cannot be read.', 'Check the user ID and its password.')];
    },
  };
}

function good({ hsm, session }: EnterpriseSettings): AccountCheck {
  const message = `Gupshup accepts the user ID ${hsm.userId}.`;
  const isSecond = hsm.userId !== session.userId;
  return {
    name: 'token',
    ok: true,
    message: isSecond ? `${message} ${session.userId} is tried by the first message only.` : message,
  };
}

function bad(message: string, hint: string): AccountCheck {
  return { name: 'token', ok: false, message, hint };
}

/** The gateway has no call that tells or sets it. */
function callback(url: string): AccountCheck {
  const message = `Gupshup does not tell which callback URL is set; messages and delivery reports must both go to ${url}.`;
  return { name: 'callback', ok: true, message };
}
