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
  /** The person writes. */
  write(text: string): Promise<string>;
  stop(): Promise<void>;
}

export const number = inventedNumber({ callbackUrl: 'http://receiver.example/hook' });

export async function startMetaRig(options: MetaSimulatorOptions = {}): Promise<MetaRig> {
  const clock = manualClock();
  const webhooks: WebhookBody[] = [];
  const fetch: Fetch = async (_url, { body = '' }) => {
    webhooks.push(JSON.parse(body));
    return { status: 200, headers: new Headers(), text: async () => '', arrayBuffer: async () => new ArrayBuffer(0) };
  };
  const simulator = createMetaSimulator({ clock, fetch, ...options });
  simulator.addNumber(number);
  const person = simulator.world.people.add({ id: 'mina', name: 'Mina', phone: '15550100001', userId: 'US.mina1' });
  const app = fastify();
  await app.register(simulator.graph);

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
