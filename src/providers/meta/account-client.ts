import type { AccountCheck, AccountFacet, ProviderHost } from '../../domain/provider.ts';
import { asObject, type JsonObject } from '../kit/json.ts';
import { checkApp, checkPermissions, checkToken, failed, passed, troubled } from './account-checks.ts';
import type { Examination } from './examination.ts';
import { createFactsClient } from './facts-client.ts';
import type { Graph } from './graph-client.ts';
import { examineNumber, findAccount } from './number-client.ts';
import type { MetaSettings } from './settings.ts';
import { examineWebhooks } from './subscription-client.ts';

/** The doctor, and what is to be shown of a number and its account. */
export function createAccountClient(settings: MetaSettings, host: ProviderHost, graph: Graph): AccountFacet {
  return {
    check: async (request) => {
      const { checks, token, calls } = await examineToken({ request, settings, graph, now: host.now() });
      if (calls === undefined) return checks;
      const examination: Examination = { request, settings, graph, calls };
      const account = await findAccount(examination, token);
      const permissions = token === undefined ? [] : [checkPermissions(token, account)];
      const number = await examineNumber(examination, account);
      const found = [...checks, ...permissions, ...number.checks];
      if (number.number === undefined) return found;
      const webhooks = await examineWebhooks(examination, {
        account,
        number: number.number,
        isSecretGood: token !== undefined,
      });
      return [...found, ...webhooks, ...number.last];
    },
    facts: createFactsClient(graph),
  };
}

interface TokenFindings {
  checks: AccountCheck[];
  /** `debug_token`'s word; undefined if Meta would not say. */
  token: JsonObject | undefined;
  /** Undefined: no other step can be tried. */
  calls: Pick<Graph, 'call'> | undefined;
}

const SECRET_HINT = 'App settings → Basic: copy App ID and App secret again, both of the same app.';

/** Only an app can ask about a token, so that this shows whether id and secret of the app are right. */
async function examineToken({
  request,
  settings,
  graph,
  now,
}: Omit<Examination, 'calls'> & { now: number }): Promise<TokenFindings> {
  const { signal } = request;
  const query = { input_token: settings.accessToken };
  const answer = await graph.asApp.call({ method: 'GET', path: 'debug_token', query, signal });
  if (answer.ok) {
    const token = asObject(answer.value.data);
    const checks = [
      checkToken(token, now),
      checkApp(token, settings.appId),
      passed('app_secret', 'The app secret fits.'),
    ];
    return { checks, token, calls: checks.every(({ ok }) => ok) ? graph : undefined };
  }
  const { trouble } = answer;
  if (trouble.kind === 'unavailable' || trouble.kind === 'throttled') {
    return { checks: [troubled('token', trouble, '')], token: undefined, calls: undefined };
  }
  if (/app_?id/i.test(trouble.message) && /match/i.test(trouble.message)) {
    const hint = 'Enter the id and secret of the app that the token was made for.';
    return { checks: [failed('app_id', trouble.message, hint)], token: undefined, calls: undefined };
  }
  return examineWithoutSecret({ request, graph, reason: trouble.message });
}

/** Whether the token is good, whatever the app secret is. */
async function examineWithoutSecret({
  request,
  graph,
  reason,
}: Pick<Examination, 'request' | 'graph'> & { reason: string }): Promise<TokenFindings> {
  const secret = failed('app_secret', `Meta does not know an app with this id and secret: ${reason}`, SECRET_HINT);
  const path = encodeURIComponent(request.senderFields.phoneNumberId ?? '');
  const answer = await graph.withoutProof.call({
    method: 'GET',
    path,
    query: { fields: 'id' },
    signal: request.signal,
  });
  if (answer.ok || answer.trouble.kind === 'not_found') {
    const token = passed('token', 'Meta accepts the access token.');
    return { checks: [token, secret], token: undefined, calls: graph.withoutProof };
  }
  const token = troubled('token', answer.trouble, 'Generate a new token for a system user of this app.');
  return { checks: [token, secret], token: undefined, calls: undefined };
}
