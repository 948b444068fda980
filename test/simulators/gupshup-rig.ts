import { createHash } from 'node:crypto';
import type { GupshupSimulatorOptions, OpenedApp } from '../../src/simulators/gupshup/simulator.ts';
import { type RunningGupshupSimulator, startGupshupSimulator } from '../../src/simulators/gupshup/start.ts';
import type { Person } from '../../src/simulators/kit/people.ts';
import type { OpenedAccount } from '../../src/simulators/kit/simulator.ts';
import { type ManualClock, manualClock } from '../support/manual-clock.ts';
import { type Receiver, startReceiver } from './receiver.ts';

type Json = ReturnType<typeof JSON.parse>;

interface Answer {
  status: number;
  type: string;
  text: string;
  /** The body, parsed; absent if it is no JSON. */
  json: Json;
}

/** A simulator over HTTP on a clock that stands still, with an account of each product, a person, and a callback. */
export interface GupshupRig {
  simulator: RunningGupshupSimulator;
  clock: ManualClock;
  receiver: Receiver;
  account: OpenedAccount;
  app: OpenedApp;
  person: Person;
  /** A call of the gateway by form, with the session pair unless `pair` says otherwise. */
  gateway(
    parameters: Record<string, string>,
    how?: { pair?: 'session' | 'hsm' | 'none'; verb?: 'GET' | 'POST' },
  ): Promise<Answer>;
  /** A form of the self-serve API, with the app's key unless the headers say otherwise. */
  form(path: string, fields: Record<string, string>, headers?: Record<string, string>): Promise<Answer>;
  call(method: string, path: string, body?: object, headers?: Record<string, string>): Promise<Answer>;
  /** The person writes to the enterprise account. */
  write(text?: string): Promise<void>;
  /** The person writes to the app. */
  writeToApp(text?: string): Promise<void>;
  /** The first `count` callbacks, decoded: fields of a form or a JSON object. */
  callbacks(count: number): Promise<Json[]>;
  /** The first `count` delivery reports, in the order of their arrival. */
  reports(count: number): Promise<Json[]>;
  stop(): Promise<void>;
}

const PHONES = { enterprise: '919800000010', app: '919800000020', person: '919812300001' };

export async function startGupshupRig(options: GupshupSimulatorOptions = {}): Promise<GupshupRig> {
  const clock = manualClock();
  const receiver = await startReceiver();
  const statuses = { sentMs: 0, deliveredMs: 0 };
  const simulator = await startGupshupSimulator({ clock, statuses, fetchLinks: false, ...options });
  const secretOf = (purpose: string) => createHash('sha256').update(purpose).digest('hex');
  const account = simulator.openAccount({ phoneNumber: PHONES.enterprise, displayName: 'Blue Kite', secretOf });
  const app = simulator.openSelfServeAccount({ phoneNumber: PHONES.app, displayName: 'Blue Kite', secretOf });
  for (const { numberId } of [account, app]) simulator.setCallback(numberId, receiver.url);
  const person = simulator.world.people.add({ id: 'asha', name: 'Asha', phone: PHONES.person, userId: 'IN.asha1' });

  const call: GupshupRig['call'] = async (method, path, body, headers = {}) => {
    const isForm = body instanceof FormData || body instanceof URLSearchParams;
    const answer = await fetch(`${simulator.url}${path}`, {
      method,
      headers: { ...headers, ...(body && !isForm && { 'content-type': 'application/json' }) },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const type = answer.headers.get('content-type') ?? '';
    return { status: answer.status, type, text, json: type.includes('json') ? JSON.parse(text) : undefined };
  };

  const credentialsOf = (pair: 'session' | 'hsm' | 'none'): Record<string, string> => {
    const { userId = '', password = '', hsmUserId = '', hsmPassword = '' } = account.settings;
    if (pair === 'none') return {};
    return pair === 'session' ? { userid: userId, password } : { userid: hsmUserId, password: hsmPassword };
  };

  const callbacks = async (count: number) => {
    const got = await receiver.arrived(count);
    return got.map(({ raw, headers }) =>
      headers['content-type']?.includes('json') ? JSON.parse(raw) : Object.fromEntries(new URLSearchParams(raw)),
    );
  };

  return {
    simulator,
    clock,
    receiver,
    account,
    app,
    person,
    gateway(parameters, { pair = 'session', verb = 'POST' } = {}) {
      const all = { v: '1.1', auth_scheme: 'plain', format: 'json', ...credentialsOf(pair), ...parameters };
      const form = new URLSearchParams(all);
      return verb === 'GET' ? call('GET', `/GatewayAPI/rest?${form}`) : call('POST', '/GatewayAPI/rest', form);
    },
    form: (path, fields, headers = { apikey: app.settings.apiKey ?? '' }) =>
      call('POST', path, new URLSearchParams(fields), headers),
    call,
    write: async (text = 'Hi') => void (await simulator.write(account.numberId, person.id, { type: 'text', text })),
    writeToApp: async (text = 'Hi') => void (await simulator.write(app.numberId, person.id, { type: 'text', text })),
    callbacks,
    async reports(count) {
      for (let wanted = 1; ; wanted += 1) {
        const all = await callbacks(wanted);
        const reports = all.flatMap(({ response }) => (response ? JSON.parse(response) : []));
        if (reports.length >= count) return reports;
      }
    },
    async stop() {
      await simulator.stop();
      await receiver.stop();
    },
  };
}

/** A text to the person, as the gateway wants it. */
export function gatewayText(change: Record<string, string> = {}): Record<string, string> {
  return { method: 'SendMessage', send_to: PHONES.person, msg: 'Hello', msg_type: 'TEXT', ...change };
}

/** A message to the person, as the self-serve API wants it. */
export function appMessage(message: object, change: Record<string, string> = {}): Record<string, string> {
  return {
    channel: 'whatsapp',
    source: PHONES.app,
    destination: PHONES.person,
    'src.name': 'BlueKite',
    message: JSON.stringify(message),
    ...change,
  };
}
