import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Person } from '../../src/simulators/kit/people.ts';
import type { StartOptions } from '../../src/simulators/kit/start-simulator.ts';
import type { TwilioSimulatorOptions } from '../../src/simulators/twilio/options.ts';
import { type RunningTwilioSimulator, startTwilioSimulator } from '../../src/simulators/twilio/start.ts';
import { type ManualClock, manualClock, settle } from '../support/manual-clock.ts';

/** JSON of any shape; what it is to look like is what a test asserts. */
type Json = ReturnType<typeof JSON.parse>;

/** A request that reached the business, with its form read. */
export interface Called {
  method: string;
  /** With the query. */
  url: string;
  headers: Readonly<Record<string, string | string[] | undefined>>;
  raw: string;
  form: Readonly<Record<string, string>>;
}

/** What the business answers. */
interface Reply {
  status?: number;
  type?: string;
  body?: string;
}

/** The business's server: callback URLs that note what they get, and files below `/files/`. */
export interface Business {
  url: string;
  calls: Called[];
  /** Calls that fit, as soon as there are `count`; the clock stands still meanwhile. */
  arrived(count: number, fits?: (call: Called) => boolean): Promise<Called[]>;
  /** 204 if left alone. */
  answerWith(answer: (call: Called) => Reply | 'silence'): void;
  files: Map<string, { type?: string; bytes: Buffer; disposition?: string; authorization?: string }>;
  stop(): Promise<void>;
}

export interface TwilioRig {
  clock: ManualClock;
  simulator: RunningTwilioSimulator;
  business: Business;
  person: Person;
  numberId: string;
  accountSid: string;
  authToken: string;
  from: string;
  to: string;
  /** A call on the API with the account's token; an object as JSON, pairs as a form. */
  call(
    method: string,
    path: string,
    body?: object | URLSearchParams,
    headers?: Record<string, string>,
  ): Promise<{ status: number; headers: Headers; body: Json }>;
  /** `POST Messages.json` from the number to the person, unless the parameters say otherwise; empty ones are left out. */
  send(parameters: Record<string, string | string[]>): Promise<{ status: number; body: Json }>;
  /** A script's order below `/simulator/api/twilio`. */
  order(path: string, body: object): Promise<{ status: number; body: Json }>;
  /** The person writes; the window is open then. */
  write(text: string): Promise<string>;
  /** Lets what is under way without the clock come to its end. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

const secretOf = (purpose: string) => Buffer.from(purpose.padEnd(32, '.')).toString('hex').slice(0, 64);

/** A simulator on a server of its own and a clock that stands still, with an account, a sender, a person, and a callback. */
export async function startTwilioRig(
  options: TwilioSimulatorOptions & StartOptions & { phoneNumber?: string } = {},
): Promise<TwilioRig> {
  const { phoneNumber = '15550109999', ...more } = options;
  const clock = manualClock();
  const business = await startBusiness();
  const simulator = await startTwilioSimulator({ clock, statuses: { sentMs: 0, deliveredMs: 0 }, ...more });
  const { numberId, settings } = simulator.openAccount({ phoneNumber, displayName: 'Corner Shop', secretOf });
  const { accountSid = '', authToken = '' } = settings;
  simulator.setCallback(numberId, `${business.url}/hook`);
  const person = simulator.world.people.add({ id: 'mina', name: 'Mina', phone: '15550100001', userId: 'US.mina1' });
  const [from, to] = [`whatsapp:+${phoneNumber}`, 'whatsapp:+15550100001'];

  const call: TwilioRig['call'] = async (method, path, body, headers = {}) => {
    const authorization = `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`;
    const isForm = body instanceof URLSearchParams;
    const answer = await fetch(`${simulator.url}${path}`, {
      method,
      redirect: 'manual',
      headers: { authorization, ...(body && !isForm && { 'content-type': 'application/json' }), ...headers },
      ...(body && { body: isForm ? body : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = answer.headers.get('content-type')?.includes('json');
    return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
  };

  return {
    ...{ clock, simulator, business, person, numberId, accountSid, authToken, from, to, call },
    send(parameters) {
      const all: [string, string | string[]][] = Object.entries({ From: from, To: to, ...parameters });
      const pairs = all.flatMap(([name, value]) => [value].flat().map((one): [string, string] => [name, one]));
      const form = new URLSearchParams(pairs.filter(([, value]) => value !== ''));
      return call('POST', `/2010-04-01/Accounts/${accountSid}/Messages.json`, form);
    },
    order: (path, body) => call('POST', `/simulator/api/twilio/${path}`, body),
    async write(text) {
      const entry = await simulator.write(numberId, person.id, { type: 'text', text });
      await business.arrived(1, ({ form }) => form.MessageSid === entry.id);
      return entry.id;
    },
    settle,
    async stop() {
      await simulator.stop();
      await business.stop();
    },
  };
}

async function startBusiness(): Promise<Business> {
  const calls: Called[] = [];
  const waiting = new Set<() => void>();
  const files: Business['files'] = new Map();
  let answer = (_call: Called): Reply | 'silence' => ({});

  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { headers, url = '', method = '' } = request;
    const file = files.get(url.replace('/files/', ''));
    if (file) {
      const isAllowed = file.authorization === undefined || file.authorization === headers.authorization;
      if (file.type) response.setHeader('content-type', file.type);
      if (file.disposition) response.setHeader('content-disposition', file.disposition);
      response.writeHead(isAllowed ? 200 : 401).end(file.bytes);
      return;
    }
    const raw = Buffer.concat(chunks).toString('utf8');
    const called = { method, url, headers, raw, form: Object.fromEntries(new URLSearchParams(raw)) };
    const reply = url.startsWith('/files/') ? { status: 404 } : answer(called);
    if (!url.startsWith('/files/')) calls.push(called);
    for (const check of waiting) check();
    if (reply === 'silence') return;
    const { status = 204, type, body } = reply;
    response.writeHead(status, type === undefined ? {} : { 'content-type': type }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    files,
    arrived: (count, fits = () => true) =>
      new Promise((resolve) => {
        const check = () => {
          const fitting = calls.filter(fits);
          if (fitting.length < count) return;
          waiting.delete(check);
          resolve(fitting);
        };
        waiting.add(check);
        check();
      }),
    answerWith(next) {
      answer = next;
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
