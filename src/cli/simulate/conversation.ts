import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import type { ChatEntry } from '../../simulators/kit/chats.ts';
import { CliError, fileTrouble } from '../errors.ts';
import { mediaTypeOf } from '../media-type.ts';
import type { Offered, Order } from './parse-line.ts';
import type { Chat, Phones } from './phones.ts';
import { choicesOf, showEntry } from './show-entry.ts';

type Deed = Exclude<Order, { do: 'nothing' | 'quit' | 'help' | 'complain' }>;

/** What one person sees of a chat, and does in it. */
export interface Conversation {
  offered(): Offered;
  /** Does it. Returns what the person should be told, if anything. Throws a sentence if it cannot be done. */
  act(order: Deed): Promise<string | undefined>;
  /** Entries as the simulator tells them; returns those that the person has not seen like this yet. */
  take(entries: readonly ChatEntry[]): ChatEntry[];
}

/** `seen`: what stands in the chat already. */
export function createConversation(phones: Phones, chat: Chat, seen: readonly ChatEntry[]): Conversation {
  const entries = new Map(seen.map((entry) => [entry.id, entry]));
  const from = (direction: ChatEntry['direction']) =>
    [...entries.values()].filter((entry) => entry.direction === direction).at(-1);

  const act = async (order: Deed): Promise<string | undefined> => {
    switch (order.do) {
      case 'write':
        return keep(await chat.write(order.message));
      case 'send file':
        return keep(
          await chat.write({
            type: order.kind,
            ...(await fileOf(phones, order.path)),
            ...(order.caption !== undefined && { caption: order.caption }),
          }),
        );
      case 'write as business':
        await chat.writeAsBusiness(order.text);
        return undefined;
      case 'read':
        await chat.read();
        return 'All is read.';
      case 'prefer':
        await chat.prefer(order.marketing);
        return order.marketing === 'stop' ? 'You want no marketing.' : 'You want marketing again.';
      case 'turn clock': {
        const { now } = await phones.advanceClock(order.ms);
        return `It is ${new Date(now).toISOString().slice(0, 16).replace('T', ' ')} (UTC) now.`;
      }
    }
  };
  const keep = (entry: ChatEntry): undefined => void entries.set(entry.id, entry);

  return {
    act,
    offered() {
      const last = from('from_business');
      const choices = last ? choicesOf(last.content) : [];
      return { choices, choicesIn: last?.id, last: last?.id, own: from('from_person')?.id };
    },
    take(told) {
      const news = told.filter((entry) => isNews(entries.get(entry.id), entry));
      for (const entry of told) entries.set(entry.id, entry);
      return news;
    },
  };
}

/** The person knows what they did; of their own messages only the business's reactions are news. */
function isNews(before: ChatEntry | undefined, now: ChatEntry): boolean {
  if (now.direction === 'from_business') return before === undefined || showEntry(before) !== showEntry(now);
  const reactionOf = (entry: ChatEntry | undefined) => entry?.reactions?.find(({ by }) => by === 'business')?.emoji;
  return reactionOf(before) !== reactionOf(now);
}

async function fileOf(phones: Phones, path: string): Promise<{ url: string } | { fileId: string; fileName: string }> {
  if (/^https?:\/\//i.test(path)) return { url: path };
  const fileName = basename(path);
  return { fileId: await phones.addFile(await openFile(path), fileName), fileName };
}

async function openFile(path: string): Promise<Blob> {
  try {
    const type = await mediaTypeOf(path);
    return await openAsBlob(path, type === undefined ? {} : { type });
  } catch (cause) {
    throw new CliError(`${path} cannot be read: ${fileTrouble(cause)}`, { cause });
  }
}
