import { Problem } from '../../api/problem.ts';
import type {
  BusinessNumber,
  ChatEntry,
  ChatKey,
  ChatState,
  NewAccount,
  NewPerson,
  OpenedAccount,
  Person,
  PersonChange,
  PersonMessage,
  SharedClock,
  UploadedFile,
} from './types.ts';

interface Items<Item> {
  items: readonly Item[];
}

/** Throws `Problem` for anything but a good answer. */
async function call(path: string, request: RequestInit = {}): Promise<unknown> {
  const response = await fetch(`/simulator/api${path}`, request).catch((cause: unknown) => {
    throw new Problem(0, '', { cause });
  });
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const answer: unknown = isJson ? await response.json() : null;
  if (response.ok) return answer;
  const message = (answer as { message?: unknown } | null)?.message;
  throw new Problem(response.status, typeof message === 'string' ? message : '');
}

function send(method: 'POST' | 'PATCH' | 'PUT', path: string, body: unknown): Promise<unknown> {
  return call(path, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
}

const post = (path: string, body: unknown) => send('POST', path, body);

function upload(file: File): Promise<unknown> {
  const form = new FormData();
  form.append('file', file, file.name);
  return call('/files', { method: 'POST', body: form });
}

const chatPath = ({ numberId, personId }: ChatKey) =>
  `/chats/${encodeURIComponent(numberId)}/${encodeURIComponent(personId)}`;
const personPath = (personId: string) => `/people/${encodeURIComponent(personId)}`;

// The casts below say what the simulator promises; it comes out of the same checkout.

/** Requests of the simulated phone. All throw `Problem`. */
export const phoneApi = {
  numbers: async () => (await call('/numbers')) as Items<BusinessNumber>,
  people: async () => (await call('/people')) as Items<Person>,
  addPerson: async (person: NewPerson) => (await post('/people', person)) as Person,
  changePerson: async (personId: string, change: PersonChange) =>
    (await send('PATCH', personPath(personId), change)) as Person,
  /** The person stops the number's marketing messages, or takes that back. */
  preferMarketing: async ({ numberId, personId }: ChatKey, marketing: 'stop' | 'resume') =>
    void (await post(`${personPath(personId)}/preferences`, { numberId, marketing })),
  chat: async (key: ChatKey) => (await call(chatPath(key))) as Items<ChatEntry>,
  state: async (key: ChatKey) => (await call(`${chatPath(key)}/state`)) as ChatState,
  write: async (key: ChatKey, message: PersonMessage) =>
    (await post(`${chatPath(key)}/messages`, message)) as ChatEntry,
  /** Writes on the business's own phone. */
  writeAsBusiness: async (key: ChatKey, text: string) =>
    (await post(`${chatPath(key)}/business-app`, { text })) as ChatEntry,
  /** Those that are simulated. */
  providers: async () => (await call('/providers')) as Items<{ provider: string }>,
  /** An account with one number; the same again for the same number. */
  openAccount: async (account: NewAccount) => (await post('/accounts', account)) as OpenedAccount,
  /** Where the number's webhooks go from now on. Fails if the simulated provider does not accept it. */
  enterCallback: async (numberId: string, url: string) =>
    void (await send('PUT', `/accounts/${encodeURIComponent(numberId)}/callback`, { url })),
  upload: async (file: File) => (await upload(file)) as UploadedFile,
  /** All that the business wrote in this chat is read. */
  read: async (key: ChatKey) => void (await post(`${chatPath(key)}/read`, {})),
  /** The person is writing. */
  type: async (key: ChatKey) => void (await post(`${chatPath(key)}/typing`, {})),
  clock: async () => (await call('/clock')) as SharedClock,
  turnClock: async (advanceMs: number) => (await post('/clock', { advanceMs })) as SharedClock,
};
