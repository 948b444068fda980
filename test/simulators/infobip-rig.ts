import type { InfobipSimulatorOptions } from '../../src/simulators/infobip/simulator.ts';
import { type RunningInfobipSimulator, startInfobipSimulator } from '../../src/simulators/infobip/start.ts';
import type { Person } from '../../src/simulators/kit/people.ts';
import type { PersonMessage } from '../../src/simulators/kit/person-message.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** JSON whose shape is what a test asserts. */
type Json = ReturnType<typeof JSON.parse>;

export interface Answer {
  status: number;
  headers: Headers;
  body: Json;
}

export interface CallOptions {
  method?: string;
  body?: unknown;
  headers?: Record<string, string>;
}

/** A simulator on a clock that stands still, with an account, a sender, a person, and a callback that answers 200. */
export interface InfobipRig {
  clock: ManualClock;
  simulator: RunningInfobipSimulator;
  receiver: Receiver;
  numberId: string;
  person: Person;
  /** A request with the API key, unless the headers say otherwise. */
  call(path: string, options?: CallOptions): Promise<Answer>;
  /** `POST /whatsapp/1/message/{kind}` to the person, unless the body says otherwise. */
  send(kind: string, content: unknown, more?: object): Promise<Answer>;
  /** The same with a template and its values. */
  sendTemplate(templateName: string, templateData: object, more?: object): Promise<Answer>;
  /** The person does something; resolves with the entry's id. */
  write(message: PersonMessage | string): Promise<string>;
  /** The bodies of all webhooks so far, once there are `count`. */
  webhooks(count: number): Promise<Json[]>;
  /** All items of `results[]` in them. */
  items(count: number): Promise<Json[]>;
  stop(): Promise<void>;
}

export const SENDER = '447700900123';
export const PHONE = '15550100001';
export const ACCOUNT = { username: 'corner_shop', password: 'invented-Pw1', apiKey: 'invented-api-key' };
export const BUSINESS_ACCOUNT = 222;

export async function startInfobipRig(options: InfobipSimulatorOptions = {}): Promise<InfobipRig> {
  const clock = manualClock();
  const simulator = await startInfobipSimulator({ clock, statuses: { sentMs: 50, deliveredMs: 300 }, ...options });
  const receiver = await startReceiver();
  simulator.addAccount(ACCOUNT);
  const numberId = simulator.addNumber({
    sender: SENDER,
    username: ACCOUNT.username,
    displayName: 'Corner Shop',
    businessAccountId: BUSINESS_ACCOUNT,
  });
  simulator.seedTemplates(BUSINESS_ACCOUNT);
  await simulator.setCallback(numberId, receiver.url);
  const person = simulator.world.people.add({ id: 'mina', name: 'Mina', phone: PHONE, userId: 'US.mina1' });

  const call = async (path: string, { method = 'GET', body, headers }: CallOptions = {}): Promise<Answer> => {
    const answer = await fetch(`${simulator.url}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        authorization: `App ${ACCOUNT.apiKey}`,
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.startsWith('application/json') ?? false;
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  };

  const webhooks = async (count: number) => (await receiver.arrived(count)).map(({ raw }) => JSON.parse(raw));

  return {
    clock,
    simulator,
    receiver,
    numberId,
    person,
    call,
    send: (kind, content, more = {}) =>
      call(`/whatsapp/1/message/${kind}`, { method: 'POST', body: { from: SENDER, to: PHONE, content, ...more } }),
    sendTemplate(templateName, templateData, { language = 'en', ...more }: { language?: string } = {}) {
      const message = { from: SENDER, to: PHONE, content: { templateName, language, templateData }, ...more };
      return call('/whatsapp/1/message/template', { method: 'POST', body: { messages: [message] } });
    },
    async write(message) {
      const written = typeof message === 'string' ? ({ type: 'text', text: message } as const) : message;
      return (await simulator.write(numberId, person.id, written)).id;
    },
    webhooks,
    items: async (count) => (await webhooks(count)).flatMap(({ results = [] }) => results),
    async stop() {
      await simulator.stop();
      await receiver.stop();
    },
  };
}
