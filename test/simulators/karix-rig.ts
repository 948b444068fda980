import type { KarixSimulatorOptions, NewNumber } from '../../src/simulators/karix/simulator.ts';
import { type RunningKarixSimulator, startKarixSimulator } from '../../src/simulators/karix/start.ts';
import type { StartOptions } from '../../src/simulators/kit/start-simulator.ts';
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

/** A simulator on a server of its own and a clock that stands still, with a number of each product, a person, and a callback. */
export interface KarixRig {
  clock: ManualClock;
  simulator: RunningKarixSimulator;
  receiver: Receiver;
  /** A call, with the credentials of the path's product unless the headers say otherwise. A string or a form is sent as it is. */
  call(method: string, path: string, body?: Json, headers?: Record<string, string>): Promise<Answer>;
  /** Sends one RCM message to the person. */
  send(content: object, recipient?: object): Promise<Answer>;
  /** Sends one message over the global API to the person. */
  sendGlobal(content: object, part?: object): Promise<Answer>;
  /** A script's order below `/simulator/api`. */
  order(path: string, body: object): Promise<Answer>;
  /** The first posted events that fit, as soon as there are so many. */
  events(count: number, fits?: (event: Json) => boolean): Promise<Json[]>;
  stop(): Promise<void>;
}

export const KEY = 'aW52ZW50ZWQga2V5IQ==';
export const GLOBAL = { accountUid: '5d5c5f4e-0000-4000-8000-000000000001', token: 'invented-token' };
export const BASIC = { authorization: `Basic ${btoa(`${GLOBAL.accountUid}:${GLOBAL.token}`)}`, 'api-version': '2.0' };

export const number = {
  id: 'karix-shop',
  phoneNumber: '15550009999',
  displayName: 'BlueKite',
  credentials: { product: 'rcm', accountKey: KEY },
} satisfies NewNumber;

export const globalNumber = {
  id: 'karix-old',
  phoneNumber: '15550008888',
  displayName: 'Old Shop',
  credentials: { product: 'global', ...GLOBAL },
} satisfies NewNumber;

export const person = { id: 'mina', name: 'Mina', phone: '15550100001' };

/** A body for `sendMessage`. */
export function renderSend(content: object, recipient: object = {}): Json {
  return {
    message: {
      channel: 'WABA',
      content,
      recipient: { to: person.phone, recipient_type: 'individual', ...recipient },
      sender: { name: 'Blue Kite', from: number.phoneNumber },
      preferences: { webHookDNId: '1001' },
    },
    metaData: { version: 'v1.0.9' },
  };
}

export async function startKarixRig(options: KarixSimulatorOptions & StartOptions = {}): Promise<KarixRig> {
  const clock = manualClock();
  const receiver = await startReceiver();
  const simulator = await startKarixSimulator({ clock, statuses: { sentMs: 0, deliveredMs: 0 }, ...options });
  for (const one of [number, globalNumber]) simulator.addNumber({ ...one, callbackUrl: receiver.url });
  simulator.world.people.add(person);

  const call: KarixRig['call'] = (method, path, body, headers) => {
    const usual = path.startsWith('/services') ? { authentication: `Bearer ${KEY}` } : BASIC;
    return request(method, `${simulator.url}${path}`, body, headers ?? usual);
  };

  return {
    clock,
    simulator,
    receiver,
    call,
    send: (content, recipient) => call('POST', '/services/rcm/sendMessage', renderSend(content, recipient)),
    sendGlobal: (content, part) =>
      call('POST', '/message/', {
        channel: 'whatsapp',
        source: `+${globalNumber.phoneNumber}`,
        destination: [`+${person.phone}`],
        content,
        events_url: `${receiver.url}?acc=7`,
        ...part,
      }),
    order: (path, body) => request('POST', `${simulator.url}/simulator/api${path}`, body, {}),
    async events(count, fits = () => true) {
      for (let requests = 1; ; requests += 1) {
        const arrived = await receiver.arrived(requests);
        const events = arrived.filter(({ method }) => method === 'POST').map(({ raw }) => JSON.parse(raw));
        const fitting = events.filter(fits);
        if (fitting.length >= count) return fitting;
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
