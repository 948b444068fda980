import type { Chasqui, Schemas } from '@chasqui/client';
import type { Chat } from './people.ts';

export type Trace = Schemas['MessageTrace'];

/** What a person wrote where. */
export interface Written {
  channelId: string;
  chat: Chat;
  text: string;
}

/** The gateway's own record of every message that says what answers the text: one, if all is well. */
export async function readAnswers(api: Chasqui, written: Written): Promise<Trace[]> {
  const records = await readRecords(api, written);
  return records.filter(({ message }) => message.direction === 'outbound');
}

/** The same, and that of the text itself. */
export async function readRecords(api: Chasqui, { channelId, chat, text }: Written): Promise<Trace[]> {
  const messages = await readMessages(api, channelId, chat.phone);
  const own = messages.filter(
    ({ content, direction }) => textOf(content) === (direction === 'outbound' ? `answer to ${text}` : text),
  );
  const traces = await Promise.all(
    own.map(({ id }) => api.GET('/api/v1/messages/{id}/trace', { params: { path: { id } } })),
  );
  return traces.map(({ data }) => {
    if (!data) throw new Error('a message has no trace');
    return data;
  });
}

/** The newest dead letters that hold the text, as far as they were kept raw. */
export async function readDeadLetters(api: Chasqui, text: string): Promise<Schemas['DeadLetter'][]> {
  const { data } = await api.GET('/api/v1/dead-letters', { params: { query: { limit: 100 } } });
  return data?.items.filter(({ raw }) => raw?.includes(text)) ?? [];
}

async function readMessages(api: Chasqui, channelId: string, phone: string): Promise<Schemas['Message'][]> {
  const found: Schemas['Message'][] = [];
  let cursor: string | undefined;
  do {
    const query = { channelId, contact: `+${phone}`, limit: 100, ...(cursor !== undefined && { cursor }) };
    const { data } = await api.GET('/api/v1/messages', { params: { query } });
    if (!data) throw new Error('messages cannot be listed');
    found.push(...data.items);
    cursor = data.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

function textOf(content: Schemas['MessageContent']): unknown {
  return 'text' in content ? content.text : undefined;
}
