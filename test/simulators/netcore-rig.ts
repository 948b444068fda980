import type { StartOptions } from '../../src/simulators/kit/start-simulator.ts';
import type { NetcoreSimulatorOptions, NewNumber } from '../../src/simulators/netcore/simulator.ts';
import { type RunningNetcoreSimulator, startNetcoreSimulator } from '../../src/simulators/netcore/start.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { type Receiver, startReceiver } from './receiver.ts';

/** JSON of any shape; what it is to look like is what a test asserts. */
type Json = ReturnType<typeof JSON.parse>;

interface Answer {
  status: number;
  type: string;
  /** Parsed if it is JSON. */
  body: Json;
}

/** A simulator on a server of its own and a clock that stands still, with a number, a person who has opted in, and a callback. */
export interface NetcoreRig {
  clock: ManualClock;
  simulator: RunningNetcoreSimulator;
  receiver: Receiver;
  /** A call below `/api/v2`, with the number's key unless the headers say otherwise. A string or a form is sent as it is. */
  call(method: string, path: string, body?: Json, headers?: Record<string, string>): Promise<Answer>;
  /** Sends a message to the person; `part` adds to its members or replaces them. */
  send(part: object): Promise<Answer>;
  /** A script's order below `/simulator/api`. */
  order(path: string, body: object): Promise<Answer>;
  /** The first elements of a list over all webhooks, as soon as there are so many. */
  told(list: 'incoming_message' | 'delivery_status', count: number): Promise<Json[]>;
  stop(): Promise<void>;
}

export const number = {
  id: 'netcore-shop',
  phoneNumber: '15550009999',
  displayName: 'Corner Shop',
  apiKey: 'eyJhbGciOiJIUzUxMiJ9.invented.key',
} satisfies NewNumber;

export const person = { id: 'mina', name: 'Mina', phone: '15550100001' };

export const TEXT = {
  recipient_whatsapp: person.phone,
  recipient_type: 'individual',
  message_type: 'text',
  source: '3f7d0b2a-5b1e-4c11-9b7e-000000000001',
  type_text: [{ preview_url: 'false', content: 'Hello Mina' }],
};

export async function startNetcoreRig(options: NetcoreSimulatorOptions & StartOptions = {}): Promise<NetcoreRig> {
  const clock = manualClock();
  const receiver = await startReceiver();
  const simulator = await startNetcoreSimulator({ clock, statuses: { sentMs: 0, deliveredMs: 0 }, ...options });
  simulator.addNumber({ ...number, callbackUrl: receiver.url });
  simulator.world.people.add(person);
  simulator.setConsent({ numberId: number.id, phone: person.phone, isOptedIn: true });

  const call: NetcoreRig['call'] = (method, path, body, headers = { authorization: `Bearer ${number.apiKey}` }) =>
    request(method, `${simulator.url}/api/v2${path}`, body, headers);

  return {
    clock,
    simulator,
    receiver,
    call,
    send: (part) => call('POST', '/message/nc', { message: [{ ...TEXT, ...part }] }),
    order: (path, body) => request('POST', `${simulator.url}/simulator/api${path}`, body, {}),
    async told(list, count) {
      for (let webhooks = 1; ; webhooks += 1) {
        const arrived = await receiver.arrived(webhooks);
        const posts = arrived.filter((request) => request.method === 'POST');
        const elements = posts.flatMap(({ raw }) => JSON.parse(raw)[list] ?? []);
        if (elements.length >= count) return elements;
      }
    },
    async stop() {
      await simulator.stop();
      await receiver.stop();
    },
  };
}

async function request(method: string, url: string, body: Json, headers: Record<string, string>): Promise<Answer> {
  const isRaw = typeof body === 'string' || body instanceof FormData;
  const type = body instanceof FormData || body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(url, {
    method,
    headers: { ...type, ...headers },
    ...(body !== undefined && { body: isRaw ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  const answerType = response.headers.get('content-type') ?? '';
  return {
    status: response.status,
    type: answerType,
    body: answerType.includes('json') ? JSON.parse(text) : text,
  };
}
