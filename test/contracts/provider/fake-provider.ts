import { createHmac } from 'node:crypto';
import type { OutboundKind } from '../../../src/domain/content.ts';
import type { ProviderMessageId } from '../../../src/domain/ids.ts';
import type {
  OutboundMessage,
  ProviderDefinition,
  ProviderHost,
  SendResult,
  Verdict,
  WebhookRequest,
} from '../../../src/domain/provider.ts';
import { capabilities as metaCapabilities } from '../../../src/providers/meta/capabilities.ts';
import type { Breakage } from './breakage.ts';
import { createFakeFacets } from './fake-facets.ts';
import { createFakeParse, readList } from './fake-parse.ts';
import { createFakeReplies } from './fake-replies.ts';
import type { ProviderSamples } from './samples.ts';

const SECRET = 'parcel-secret-sentinel';
const KEY = 'x-parcel-proof';

/** A made-up provider: a JSON list of events, HMAC in a header, one endpoint. */
export function createFakeProvider(breakage: Breakage): ProviderDefinition {
  return {
    id: 'parcel',
    displayName: `Parcel (${breakage})`,
    docsUrl: 'https://parcel.example/docs',
    fields: [{ name: 'secret', label: 'Secret', hint: '', secret: true, required: true }],
    senderFields: [],
    capabilities: { ...metaCapabilities, content: contentLevels(breakage) },
    ...(breakage === 'hides_what_it_offers' ? {} : { offers: ['templates', 'numbers', 'consent'] }),
    isNative: (payload) => breakage === 'takes_anything_for_its_own' || 'parcel' in payload,
    senderKey: 'phoneNumber',
    callbackSuffix: breakage === 'suffixes_without_a_mark' ? 'rc=5' : '#rc=5',
    validate: () => [],
    connect: (_settings, host) => ({
      verify: (request) => verify(request, breakage),
      parse: createFakeParse(host, SECRET, breakage),
      send: (message) => send(message, host, breakage),
      ...createFakeFacets(host, SECRET, breakage),
      ...createFakeReplies(host, SECRET, breakage),
    }),
  };
}

const CONTENT: Record<OutboundKind, 'native' | 'rejected'> = {
  ...(Object.fromEntries(Object.keys(metaCapabilities.content).map((kind) => [kind, 'rejected'])) as Record<
    OutboundKind,
    'rejected'
  >),
  text: 'native',
};

function contentLevels(breakage: Breakage): Record<OutboundKind, 'native' | 'rejected'> {
  return breakage === 'declares_too_much' ? { ...CONTENT, sticker: 'native' } : CONTENT;
}

function verify({ headers, body }: WebhookRequest, breakage: Breakage): Verdict {
  if (breakage === 'accepts_everything') return { ok: true };
  const proof = headers[KEY];
  if (breakage === 'needs_its_proof_to_judge' && proof === undefined) throw new TypeError('no proof');
  const text = Buffer.from(body).toString();
  const expected = proofOf(breakage === 'signs_parsed_body' ? rewrite(text) : text);
  if (proof !== expected) {
    const told = breakage === 'tells_a_forger_what_was_expected' ? { secret: SECRET } : {};
    return { ok: false, reason: 'signature_wrong', ...told };
  }
  return breakage === 'doubts_its_own_proof' ? { ok: true, unproven: true } : { ok: true };
}

function proofOf(text: string): string {
  return createHmac('sha256', SECRET).update(text).digest('hex');
}

function rewrite(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text));
  } catch {
    return text;
  }
}

async function send(message: OutboundMessage, host: ProviderHost, breakage: Breakage): Promise<SendResult> {
  if (message.content.type !== 'text' && breakage !== 'sends_what_it_rejects') {
    return { ok: false, failure: { kind: 'message_invalid', message: 'only text' } };
  }
  const session = await openSession(host, breakage);
  const headers = { authorization: `Bearer ${SECRET}`, session };
  const detail = breakage === 'traces_its_headers' ? { headers } : {};
  const url = breakage === 'calls_another_host' ? 'https://elsewhere.example/send' : 'https://api.parcel.example/send';
  const body = JSON.stringify({
    text: message.content,
    mark: breakage === 'forgets_the_attempt' ? '' : message.attemptId,
  });
  try {
    const response = await host.fetch(url, { method: 'POST', headers, body });
    const text = await response.text();
    const said = breakage === 'repeats_what_it_is_told' ? text : `HTTP ${response.status}`;
    if (response.status === 429) return throttled(response, said, breakage);
    if (response.status === 400) return { ok: false, failure: { kind: 'rejected', message: said } };
    const id = /"id":"([^"]+)"/.exec(text)?.[1];
    if (id === undefined) return { ok: false, failure: { kind: 'outcome_unknown', message: said } };
    return { ok: true, receipt: { providerMessageId: id as ProviderMessageId, detail } };
  } catch (error) {
    if (breakage === 'throws_on_network_trouble') throw error;
    return { ok: false, failure: { kind: networkKind(error, breakage), message: 'network' } };
  }
}

/** What every send could share, if it can be remembered. */
async function openSession({ memo }: ProviderHost, breakage: Breakage): Promise<string> {
  const key = breakage === 'names_memos_by_secrets' ? `session of ${SECRET}` : 'session';
  const value = breakage === 'remembers_too_much' ? 'x'.repeat(16_385) : 'session-1';
  try {
    const known = await memo.read(key);
    if (known !== undefined && breakage === 'stumbles_over_its_memo') throw new TypeError('not the form of today');
    if (known === undefined) await memo.keep(key, value);
    return known ?? value;
  } catch (error) {
    if (breakage === 'needs_its_memo' || breakage === 'stumbles_over_its_memo') throw error;
    return value;
  }
}

function throttled(response: Response, message: string, breakage: Breakage): SendResult {
  const seconds = breakage === 'forgets_how_long_to_wait' ? null : response.headers.get('retry-after');
  const wait = seconds === null ? {} : { retryAfterMs: Number(seconds) * 1000 };
  return { ok: false, failure: { kind: 'throttled', message, ...wait } };
}

function networkKind(error: unknown, breakage: Breakage): 'provider_unavailable' | 'outcome_unknown' {
  if (breakage === 'takes_a_reset_for_unsent') return 'provider_unavailable';
  const { code, cause } = error as { code?: string; cause?: { code?: string } };
  const unsent = ['EGRESS_REFUSED', 'NOT_SENT', 'ECONNREFUSED', 'ENOTFOUND', 'CERT_HAS_EXPIRED'];
  return unsent.includes(String(cause?.code ?? code)) ? 'provider_unavailable' : 'outcome_unknown';
}

function request(body: string) {
  return {
    method: 'POST',
    headers: { [KEY]: proofOf(body) },
    query: {},
    body: new Uint8Array(Buffer.from(body)),
    url: 'https://gateway.example/webhooks/x',
  };
}

export const fakeSamples: ProviderSamples = {
  settings: { secret: SECRET },
  sender: { phoneNumber: '15550001111', fields: {} },
  recipient: [{ kind: 'phone', value: '15550002222', matchKey: '15550002222' }],
  inbound: {
    one: '[ {"id":"m1","from":"15550002222","text":"Hi"} ]',
    status: '[{"id":"m4","echo":"att_1","time":"1793800000"}]',
    two: '[{"id":"m2","from":"15550002222","text":"caf\\u00e9"},{"id":"m3","from":"15550003333","text":"Hi"}]',
  },
  request,
  proofHeaders: [KEY],
  reserialize: rewrite,
  combine: (bodies) => JSON.stringify(bodies.flatMap((body) => readList(body) ?? [body])),
  outbound: { text: { type: 'text', text: 'Hello' } },
  accepted: () => ({ status: 200, body: '{"id":"p1"}' }),
  lookups: [
    { when: 'Parcel has it', answer: { status: 200, body: '["p1"]' }, outcome: 'sent' },
    { when: 'Parcel does not have it', answer: { status: 200, body: '[]' }, outcome: 'not_sent' },
  ],
  failures: [{ when: 'Parcel refuses', answer: { status: 400, body: '{}' }, kind: 'rejected' }],
  hosts: ['api.parcel.example'],
};
