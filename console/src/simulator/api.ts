import { Problem } from '../api/problem.ts';

/**
 * The simulated phone's side of `/simulator/api`, which exists in development only and is no part of the product's API. Written by hand
 * after `src/simulators/kit`.
 */
export interface BusinessNumber {
  id: string;
  provider: string;
  displayName: string;
  /** Digits only. */
  phoneNumber: string;
}

export interface Person {
  id: string;
  name: string;
  /** Digits only; absent: hidden from the business. */
  phone?: string;
  /** Business-scoped user id. */
  userId?: string;
  /** Without `@`. */
  username?: string;
}

export interface NewPerson {
  name: string;
  phone?: string;
  username?: string;
  withoutPhone?: boolean;
}

export interface ListRow {
  id: string;
  title: string;
  description?: string;
}

export interface ListChoice {
  button: string;
  sections: { title?: string; rows: ListRow[] }[];
}

export interface ChatContent {
  text?: string;
  header?: string;
  footer?: string;
  mediaUrl?: string;
  mimeType?: string;
  fileName?: string;
  link?: { label: string; url: string };
  buttons?: { id: string; title: string }[];
  list?: ListChoice;
  location?: { latitude: number; longitude: number; name?: string; address?: string };
}

export type EntryStatus = 'accepted' | 'sent' | 'delivered' | 'read' | 'failed';

export interface ChatEntry {
  id: string;
  providerMessageId: string;
  direction: 'from_person' | 'from_business';
  /** Epoch ms. */
  at: number;
  kind: string;
  content: ChatContent;
  status: EntryStatus;
  error?: { code: string; title: string };
  replyTo?: string;
}

export type PersonMessage =
  | { type: 'text'; text: string; replyTo?: string }
  | { type: 'button'; messageId: string; buttonId: string }
  | { type: 'list'; messageId: string; rowId: string }
  | { type: 'image'; url: string; caption?: string }
  | { type: 'image'; dataUrl: string; caption?: string };

/** Which chat: ids of a business number and of a person. */
export interface ChatKey {
  numberId: string;
  personId: string;
}

interface Items<Item> {
  items: readonly Item[];
}

/** Throws `Problem` for anything but a good answer. */
async function call(path: string, body?: unknown): Promise<unknown> {
  const request: RequestInit =
    body === undefined
      ? {}
      : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
  const response = await fetch(`/simulator/api${path}`, request).catch((cause: unknown) => {
    throw new Problem(0, '', { cause });
  });
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const answer: unknown = isJson ? await response.json() : null;
  if (response.ok) return answer;
  const message = (answer as { message?: unknown } | null)?.message;
  throw new Problem(response.status, typeof message === 'string' ? message : '');
}

const chatPath = ({ numberId, personId }: ChatKey) =>
  `/chats/${encodeURIComponent(numberId)}/${encodeURIComponent(personId)}`;

// The casts below say what the simulator promises; it comes out of the same checkout.

/** Requests of the simulated phone. All throw `Problem`. */
export const phoneApi = {
  numbers: async () => (await call('/numbers')) as Items<BusinessNumber>,
  people: async () => (await call('/people')) as Items<Person>,
  addPerson: async (person: NewPerson) => (await call('/people', person)) as Person,
  chat: async (key: ChatKey) => (await call(chatPath(key))) as Items<ChatEntry>,
  write: async (key: ChatKey, message: PersonMessage) =>
    (await call(`${chatPath(key)}/messages`, message)) as ChatEntry,
  /** All that the business wrote in this chat is read. */
  read: async (key: ChatKey) => void (await call(`${chatPath(key)}/read`, {})),
};
