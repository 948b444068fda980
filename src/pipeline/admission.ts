import type { Verdict } from '../domain/provider.ts';
import type { TokenGate } from '../services/applications/token-gate.ts';
import type { Arrival } from './arrival.ts';
import type { IntakeReply } from './doors.ts';
import type { PipelineObserver } from './observer.ts';

const REFUSED: IntakeReply = { status: 401, contentType: 'text/plain', body: 'signature refused' };
/** As platforms word it whose place this gateway takes. */
const TOKEN_WORDS = { missing: 'Access token not found', refused: 'Invalid access' } as const;

export type Admission = { isAdmitted: true; verdict: Verdict } | { isAdmitted: false; reply: IntakeReply };

export interface AdmissionMeans {
  observer: Pick<PipelineObserver, 'webhook' | 'webhookRefused'>;
  tokenGate: Pick<TokenGate, 'check'>;
}

/** Whether a request to a callback URL is what it should be; nothing of what is not is kept. Rejects if the store is away. */
export async function admit(arrival: Arrival, { observer, tokenGate }: AdmissionMeans): Promise<Admission> {
  const { provider, connection } = arrival.entry;
  const refuse = (reason: string, reply: IntakeReply): Admission => {
    observer.webhook('refused');
    observer.webhookRefused({ connectionId: connection.id, channelId: connection.channelId, reason });
    return { isAdmitted: false, reply };
  };
  const withoutToken = await askForToken(arrival, tokenGate);
  if (withoutToken) return refuse('token_refused', withoutToken);
  const verdict = provider.verify(arrival.request);
  if (!verdict.ok) return refuse(verdict.reason, provider.webhookReply?.(verdict) ?? REFUSED);
  const unusable = provider.refuse?.(arrival.request);
  if (unusable) return refuse('unusable', unusable);
  return { isAdmitted: true, verdict };
}

/** Where a connection names an application, only that application's tokens open its callback URL. Null: the request has one, or needs none. */
async function askForToken({ entry, request }: Arrival, gate: Pick<TokenGate, 'check'>): Promise<IntakeReply | null> {
  const { applicationId } = entry.connection.settings;
  if (applicationId === undefined) return null;
  const verdict = await gate.check(applicationId, request.headers.authorization);
  if (verdict === 'admitted') return null;
  const body = JSON.stringify({ errors: [{ msg: TOKEN_WORDS[verdict], code: 401 }] });
  return { status: 401, contentType: 'application/json', body };
}
