import { createInterface } from 'node:readline';
import { Readable } from 'node:stream';
import type { z } from 'zod';
import type { ChatEntry } from '../../simulators/kit/chats.ts';
import type { ClockReading, PhoneEvent } from '../../simulators/kit/events.ts';
import type { BusinessNumber } from '../../simulators/kit/numbers.ts';
import type { Person } from '../../simulators/kit/people.ts';
import type { personMessageSchema } from '../../simulators/kit/person-message.ts';
import { type Address, reachingFetch } from '../client.ts';
import { CliError } from '../errors.ts';

export type PersonMessage = z.input<typeof personMessageSchema>;
export type SimulatedNumber = Omit<BusinessNumber, 'driver'>;

/** The simulated phones of `chasqui dev`. Methods throw a sentence if the simulator refuses. */
export interface Phones {
  numbers(): Promise<SimulatedNumber[]>;
  people(): Promise<Person[]>;
  addPerson(person: { name: string; phone?: string }): Promise<Person>;
  /** Returns the id of the file. */
  addFile(file: Blob, name: string): Promise<string>;
  advanceClock(ms: number): Promise<ClockReading>;
  chat(numberId: string, personId: string): Chat;
  /** What happens on the phones, until the signal; resolves once the stream is open. */
  follow(signal: AbortSignal): Promise<AsyncIterable<PhoneEvent>>;
}

/** One person's chat with one number. */
export interface Chat {
  entries(): Promise<ChatEntry[]>;
  write(message: PersonMessage): Promise<ChatEntry>;
  read(): Promise<void>;
  /** The business writes on its own phone. */
  writeAsBusiness(text: string): Promise<ChatEntry>;
  prefer(marketing: 'stop' | 'resume'): Promise<void>;
}

export function connectPhones({ url, key }: Address): Phones {
  const ask = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { authorization: `Bearer ${key}`, ...init.headers };
    const response = await reachingFetch(new Request(`${url}/simulator/api${path}`, { ...init, headers }));
    if (!response.ok) throw new CliError(await refusal(response, path));
    return response;
  };
  // The simulator is ours: what it answers has the shape of its own types.
  const get = async <Answer>(path: string) => (await ask(path)).json() as Promise<Answer>;
  const post = async <Answer>(path: string, body: unknown) => {
    const init = { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const response = await ask(path, init);
    return (response.status === 204 ? undefined : await response.json()) as Answer;
  };

  return {
    numbers: async () => (await get<{ items: SimulatedNumber[] }>('/numbers')).items,
    people: async () => (await get<{ items: Person[] }>('/people')).items,
    addPerson: (person) => post('/people', person),
    async addFile(file, name) {
      const form = new FormData();
      form.append('file', file, name);
      const response = await ask('/files', { method: 'POST', body: form });
      return ((await response.json()) as { fileId: string }).fileId;
    },
    advanceClock: (advanceMs) => post('/clock', { advanceMs }),
    chat(numberId, personId) {
      const path = `/chats/${encodeURIComponent(numberId)}/${encodeURIComponent(personId)}`;
      return {
        entries: async () => (await get<{ items: ChatEntry[] }>(path)).items,
        write: (message) => post(`${path}/messages`, message),
        read: () => post(`${path}/read`, {}),
        writeAsBusiness: (text) => post(`${path}/business-app`, { text }),
        prefer: (marketing) => post(`/people/${encodeURIComponent(personId)}/preferences`, { numberId, marketing }),
      };
    },
    follow: async (signal) => readEvents(await ask('/events', { signal }), signal),
  };
}

async function refusal(response: Response, path: string): Promise<string> {
  const body: unknown = await response.json().catch(() => null);
  const told = typeof body === 'object' && body !== null ? { ...body } : {};
  // A gateway without simulators knows no such path at all.
  if (response.status === 404 && path === '/numbers')
    return 'there are no simulated phones here: "chasqui dev" has them, "chasqui start" has not';
  const text = 'message' in told ? told.message : 'detail' in told ? told.detail : undefined;
  return typeof text === 'string' ? text : `the simulator answered ${response.status}`;
}

/** Server-sent events, as the simulator writes them: one line of `event`, one of `data`. */
async function* readEvents(response: Response, signal: AbortSignal): AsyncGenerator<PhoneEvent> {
  if (!response.body) return;
  // The type of the web's streams and Node's differ in name only.
  const body = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  let event = '';
  try {
    for await (const line of createInterface({ input: body })) {
      if (line.startsWith('event: ')) event = line.slice('event: '.length);
      if (line.startsWith('data: ')) yield { event, data: JSON.parse(line.slice('data: '.length)) } as PhoneEvent;
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
}
