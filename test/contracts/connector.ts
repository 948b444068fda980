/**
 * What every connector must keep, whatever bot it reaches. A connector's own test calls `connectorContract`; the checks are plain
 * functions that return complaints, so that the suite itself can be tested against broken fakes.
 */
import { describe, expect, it } from 'vitest';
import type { Connector, ConnectorDefinition, Turn, TurnResult } from '../../src/domain/connector.ts';
import type { InboundContent, InboundKind } from '../../src/domain/content.ts';
import type { FieldValues } from '../../src/domain/settings.ts';

export interface ConnectorSubject {
  definition: ConnectorDefinition;
  /** Settings that work, every secret field filled. */
  settings: FieldValues;
  /** A good answer of the far end. Absent: the connector talks to nobody. */
  goodAnswer?: () => Response;
}

type FarEnd = (url: string, init: RequestInit) => Response | Promise<Response>;
type Complaints = string[];

const NOW = Date.UTC(2026, 0, 5, 9);

/** One check a rule; each returns what is wrong. */
export const connectorChecks: Readonly<Record<string, (subject: ConnectorSubject) => Promise<Complaints>>> = {
  'describes its settings': async ({ definition, settings }) => describeMistakes(definition, settings),
  'leaves the turn as it is': checkTurnUntouched,
  'keeps nothing between turns': checkMemory,
  'takes every kind of message, also unknown ones': checkKinds,
  'settles when the time-out fires': checkTimeOut,
  'tells trouble that may pass from trouble that will not': checkClassification,
  'shows no secret': checkSecrets,
  'asks only the host in its settings': checkHosts,
  'says what is wrong with a reply instead of throwing': checkReplies,
};

export function connectorContract(name: string, subject: ConnectorSubject): void {
  describe(`${name} keeps the connector contract`, () => {
    it.each(Object.entries(connectorChecks))('%s', async (_, check) => {
      expect(await check(subject)).toEqual([]);
    });
  });
}

/** A turn with one message, frozen at every depth. */
export function sampleTurn(content: InboundContent = { type: 'text', text: 'Hi' }): Turn {
  return deepFreeze({
    id: 'turn_1',
    attempt: 1,
    channel: { id: 'ch_1', name: 'Shop' },
    sender: { id: 'snd_1', phoneNumber: '15550100' },
    contact: { id: 'con_1', phoneNumber: '15550199', name: 'Ada' },
    conversationId: 'cnv_1',
    session: { id: 'ses_1', isNew: true, variables: { lang: 'en' }, state: null },
    messages: [{ id: 'msg_1', at: new Date(NOW).toISOString(), ...content }],
    reply: {
      url: 'https://gateway.example/api/v1/turns/turn_1/reply',
      token: 'reply-token-never-shown',
      expiresAt: new Date(NOW + 60_000).toISOString(),
    },
  });
}

const SAMPLES = {
  text: { type: 'text', text: 'Hi' },
  image: { type: 'image', media: { id: 'm', mimeType: 'image/jpeg', state: 'ready' }, caption: 'c' },
  video: { type: 'video', media: { id: 'm', mimeType: 'video/mp4', state: 'pending' } },
  audio: { type: 'audio', media: { id: 'm', mimeType: 'audio/ogg', state: 'failed' } },
  voice: { type: 'voice', media: { id: 'm', mimeType: 'audio/ogg', state: 'ready' } },
  document: { type: 'document', media: { id: 'm', mimeType: 'application/pdf', state: 'ready' } },
  sticker: { type: 'sticker', media: { id: 'm', mimeType: 'image/webp', state: 'ready' } },
  location: { type: 'location', latitude: 1, longitude: 2 },
  contacts: { type: 'contacts', contacts: [{ name: { formatted: 'Bo' } }] },
  reaction: { type: 'reaction', messageId: 'msg_0', emoji: '👍' },
  button_reply: { type: 'button_reply', id: 'b', title: 'B' },
  list_reply: { type: 'list_reply', id: 'l', title: 'L' },
  template_reply: { type: 'template_reply', text: 'Stop', payload: 'STOP' },
  flow_reply: { type: 'flow_reply', provider: {} },
  order: { type: 'order', provider: {} },
  payment: { type: 'payment', provider: {} },
  call: { type: 'call', provider: {} },
  system: { type: 'system', provider: {} },
  edit: { type: 'edit', provider: {} },
  revoke: { type: 'revoke', provider: {} },
  unsupported: { type: 'unsupported', kind: 'poll', provider: {} },
} satisfies Record<InboundKind, InboundContent>;

function describeMistakes({ id, fields, validate }: ConnectorDefinition, settings: FieldValues): Complaints {
  const names = fields.map(({ name }) => name);
  const unknown = validate({}).filter(({ field }) => !names.includes(field));
  return [
    ...(/^[a-z][a-z0-9-]*$/.test(id) ? [] : [`id ${id} is not kebab-case`]),
    ...fields.flatMap(({ name, label, hint }) => (label && hint ? [] : [`field ${name} has no label or hint`])),
    ...validate(settings).map(({ field, message }) => `good settings are refused: ${field}: ${message}`),
    ...unknown.map(({ field }) => `validate names ${field}, which is no field`),
  ];
}

async function checkTurnUntouched(subject: ConnectorSubject): Promise<Complaints> {
  // The turn is frozen: writing to it throws, and a connector must not throw.
  return (await attempt(subject, sampleTurn())).complaints;
}

async function checkMemory(subject: ConnectorSubject): Promise<Complaints> {
  const connector = connect(subject, good(subject));
  const first = await connector.deliver(sampleTurn(), quiet());
  const other = { ...sampleTurn({ type: 'text', text: 'Bye' }), id: 'turn_2', conversationId: 'cnv_2' };
  await connector.deliver(deepFreeze(other), quiet());
  const again = await connector.deliver(sampleTurn(), quiet());
  return JSON.stringify(again) === JSON.stringify(first)
    ? []
    : ['the same turn gets another result after another turn'];
}

async function checkKinds(subject: ConnectorSubject): Promise<Complaints> {
  const future = { type: 'hologram', beam: 1 } as unknown as InboundContent; // a kind of tomorrow
  const attempts = [...Object.values(SAMPLES), future].map(async (content) => {
    const { result, complaints } = await attempt(subject, sampleTurn(content));
    return result?.outcome === 'failed' ? [...complaints, `${content.type}: ${result.message}`] : complaints;
  });
  return (await Promise.all(attempts)).flat();
}

async function checkTimeOut(subject: ConnectorSubject): Promise<Complaints> {
  const abort = new AbortController();
  const never: FarEnd = (_, init) =>
    new Promise((_resolve, reject) => {
      init.signal?.addEventListener('abort', () => reject(init.signal?.reason));
      queueMicrotask(() => abort.abort(new Error('time is over')));
    });
  if (subject.goodAnswer === undefined) abort.abort();
  const settled = connect(subject, never).deliver(sampleTurn(), abort.signal);
  const result = await Promise.race([settled, afterSomeTurns()]);
  if (result === 'pending') return ['is still waiting after the time-out'];
  if (subject.goodAnswer === undefined) return [];
  return result.outcome === 'failed' && result.retryable ? [] : ['a time-out is not a retryable failure'];
}

const TROUBLE: readonly [string, FarEnd, boolean, number?][] = [
  ['no connection', () => Promise.reject(Object.assign(new Error('down'), { code: 'ECONNREFUSED' })), true],
  ['the egress guard', () => Promise.reject(Object.assign(new Error('no'), { code: 'EGRESS_REFUSED' })), false],
  ['408', () => new Response('', { status: 408 }), true],
  ['429', () => new Response('', { status: 429, headers: { 'retry-after': '7' } }), true, 7_000],
  ['500', () => new Response('', { status: 500 }), true],
  ['503', () => new Response('', { status: 503, headers: { 'retry-after': '7' } }), true, 7_000],
  ['400', () => new Response('', { status: 400 }), false],
  ['404', () => new Response('', { status: 404 }), false],
  ['a redirect', () => new Response('', { status: 307, headers: { location: 'https://other.example' } }), false],
];

async function checkClassification(subject: ConnectorSubject): Promise<Complaints> {
  if (subject.goodAnswer === undefined) return [];
  const attempts = TROUBLE.map(async ([name, farEnd, retryable, retryAfterMs]) => {
    const { result, complaints } = await attempt(subject, sampleTurn(), farEnd);
    if (result?.outcome !== 'failed') return [...complaints, `${name} is not a failure`];
    if (result.retryable !== retryable) return [`${name} should be retryable: ${retryable}`];
    return result.retryAfterMs === retryAfterMs ? [] : [`${name} should wait ${retryAfterMs} ms`];
  });
  return (await Promise.all(attempts)).flat();
}

async function checkSecrets(subject: ConnectorSubject): Promise<Complaints> {
  const { definition, settings } = subject;
  const secretFields = definition.fields.filter(({ secret }) => secret).map(({ name }) => name);
  const secrets = [sampleTurn().reply.token, ...secretFields.map((name) => settings[name] ?? '')].filter((one) => one);
  const farEnds: FarEnd[] = [good(subject), ...TROUBLE.map(([, farEnd]) => farEnd), () => new Response('{nonsense')];
  const attempts = farEnds.map(async (farEnd) => {
    const shown = JSON.stringify((await attempt(subject, sampleTurn(), farEnd)).result ?? {});
    return secrets.some((secret) => shown.includes(secret)) ? ['a result shows a secret or the reply token'] : [];
  });
  return [...new Set((await Promise.all(attempts)).flat())];
}

async function checkHosts(subject: ConnectorSubject): Promise<Complaints> {
  const known = Object.values(subject.settings).flatMap((value) => URL.parse(value)?.host ?? []);
  const asked: string[] = [];
  const { complaints } = await attempt(subject, sampleTurn(), (url, init) => {
    asked.push(new URL(url).host);
    return good(subject)(url, init);
  });
  const strange = asked.filter((host) => !known.includes(host)).map((host) => `asks ${host}, which no setting names`);
  const silent = subject.goodAnswer !== undefined && asked.length === 0 ? ['asks nobody'] : [];
  return [...complaints, ...strange, ...silent];
}

async function checkReplies(subject: ConnectorSubject): Promise<Complaints> {
  const connector = connect(subject, good(subject));
  if (connector.parseReply === undefined) return [];
  return [undefined, null, 7, 'text', [], { messages: 7 }, { messages: [{ type: 'hologram' }] }].flatMap((body) => {
    try {
      const parsed = connector.parseReply?.(body);
      return typeof parsed === 'string' ? [] : [`takes the reply ${JSON.stringify(body)}`];
    } catch {
      return [`throws at the reply ${JSON.stringify(body)}`];
    }
  });
}

async function attempt(
  subject: ConnectorSubject,
  turn: Turn,
  farEnd: FarEnd = good(subject),
): Promise<{ result?: TurnResult; complaints: Complaints }> {
  try {
    return { result: await connect(subject, farEnd).deliver(turn, quiet()), complaints: [] };
  } catch (error) {
    return { complaints: [`throws: ${String(error)}`] };
  }
}

function connect({ definition, settings }: ConnectorSubject, farEnd: FarEnd): Connector {
  const fetch: typeof globalThis.fetch = async (input, init) => farEnd(String(input), init ?? {});
  return definition.connect(settings, { fetch, now: () => NOW });
}

function good({ goodAnswer }: ConnectorSubject): FarEnd {
  return () => goodAnswer?.() ?? Promise.reject(new Error('nobody is there'));
}

function quiet(): AbortSignal {
  return new AbortController().signal;
}

/** Long enough for promises to settle, and no clock. */
async function afterSomeTurns(): Promise<'pending'> {
  for (let turns = 0; turns < 50; turns += 1) await new Promise((resolve) => setImmediate(resolve));
  return 'pending';
}

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const member of Object.values(value)) deepFreeze(member);
    Object.freeze(value);
  }
  return value;
}
