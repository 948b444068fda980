import { type FastifyInstance, fastify } from 'fastify';
import type { Fetch } from '../../src/simulators/kit/http.ts';
import type { Person } from '../../src/simulators/kit/people.ts';
import { createMetaSimulator } from '../../src/simulators/meta/index.ts';
import type { MetaSimulator, MetaSimulatorOptions } from '../../src/simulators/meta/simulator.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { inventedNumber } from './meta-number.ts';

/** One webhook body, parsed; its shape is what a test asserts. */
interface WebhookBody {
  object: string;
  entry: { id: string; changes: { field: string; value: WebhookValue }[] }[];
}

type WebhookValue = Record<string, unknown> & {
  messages?: Record<string, unknown>[];
  statuses?: Record<string, unknown>[];
};

type Answer = { status: number; body: ReturnType<typeof JSON.parse> };

/** A simulator on a clock that stands still, with an invented number, a person, and a callback that answers 200. */
export interface MetaRig {
  clock: ManualClock;
  simulator: MetaSimulator;
  app: FastifyInstance;
  person: Person;
  /** What the callback URL got, in order. */
  webhooks: WebhookBody[];
  /** Every `value` in it. */
  values(): WebhookValue[];
  /** `POST /messages`, addressed to the person unless the body says otherwise. */
  send(body: object, headers?: Record<string, string>): Promise<{ status: number; body: Record<string, unknown> }>;
  /** Any other call on the Graph API, with the number's token unless the headers say otherwise. */
  call(
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    body?: object,
    headers?: Record<string, string>,
  ): Promise<Answer>;
  /** The person writes. */
  write(text: string): Promise<string>;
  stop(): Promise<void>;
}

export const number = inventedNumber({ callbackUrl: 'http://receiver.example/hook' });

/** What is on the web: `missing.example` has nothing, a path may name a content type; a callback answers its challenge. */
function answerGet({ hostname, pathname, searchParams }: URL) {
  if (hostname === 'missing.example') return answer(404, '');
  const type = pathname.endsWith('.html') ? 'text/html' : 'image/jpeg';
  return answer(200, searchParams.get('hub.challenge') ?? 'picture', type);
}

function answer(status: number, text: string, type = 'text/plain') {
  return {
    status,
    headers: new Headers({ 'content-type': type }),
    text: async () => text,
    arrayBuffer: async () => new TextEncoder().encode(text).buffer,
  };
}

export async function startMetaRig(options: MetaSimulatorOptions = {}): Promise<MetaRig> {
  const clock = manualClock();
  const webhooks: WebhookBody[] = [];
  const fetch: Fetch = async (url, { method, body = '' }) => {
    if (method === 'GET') return answerGet(new URL(url));
    webhooks.push(JSON.parse(body));
    return answer(200, '');
  };
  const simulator = createMetaSimulator({ clock, fetch, ...options });
  simulator.addNumber(number);
  const person = simulator.world.people.add({ id: 'mina', name: 'Mina', phone: '15550100001', userId: 'US.mina1' });
  const app = fastify();
  await app.register(simulator.api);

  return {
    clock,
    simulator,
    app,
    person,
    webhooks,
    values: () => webhooks.flatMap(({ entry }) => entry.flatMap(({ changes }) => changes.map(({ value }) => value))),
    async send(body, headers = { authorization: `Bearer ${number.accessToken}` }) {
      const payload = { messaging_product: 'whatsapp', to: '+15550100001', ...body };
      const url = `/v25.0/${number.phoneNumberId}/messages`;
      const answer = await app.inject({ method: 'POST', url, headers, payload });
      return { status: answer.statusCode, body: answer.json() };
    },
    async call(method, path, body, headers = { authorization: `Bearer ${number.accessToken}` }) {
      const answered = await app.inject({ method, url: `/v25.0/${path}`, headers, ...(body && { payload: body }) });
      return { status: answered.statusCode, body: answered.json() };
    },
    async write(text) {
      const entry = await simulator.write(number.phoneNumberId, person.id, { type: 'text', text });
      await clock.advance(0);
      return entry.id;
    },
    async stop() {
      await app.close();
      await simulator.stop();
    },
  };
}
