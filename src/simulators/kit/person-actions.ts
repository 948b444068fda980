import type { Chat, ChatEntry, DisplayContent } from './chats.ts';
import type { Fetch } from './http.ts';
import { loadPicture, type MediaFile, parseDataUrl, toDataUrl } from './media.ts';
import type { PersonAct } from './numbers.ts';
import { notFound, notPossible } from './problem.ts';
import type { World } from './world.ts';

/** What a script or the browser's phone asks a person to do. Messages are named by entry id. */
type PersonMessage = { replyTo?: string | undefined } & (
  | { type: 'text'; text: string }
  | { type: 'button'; messageId: string; buttonId: string }
  | { type: 'list'; messageId: string; rowId: string }
  | { type: 'image'; url: string; caption?: string | undefined }
  | { type: 'image'; dataUrl: string; caption?: string | undefined }
);

/** The person's side of every chat. */
export interface PersonActions {
  /** Writes or taps; the business is told by webhook. Throws a problem if the chat has no such message, button or row. */
  write(numberId: string, personId: string, message: PersonMessage): Promise<ChatEntry>;
  /** Opens the chat: all that the business wrote is read. */
  read(numberId: string, personId: string): void;
}

export function createPersonActions(world: World, fetch: Fetch): PersonActions {
  return {
    async write(numberId, personId, message) {
      const number = world.numbers.require(numberId);
      const person = world.people.require(personId);
      const chat = world.chats.open(numberId, personId);
      const act = await resolveAct(chat, message, fetch);
      const replyTo = 'of' in act ? act.of.id : message.replyTo;
      if (message.replyTo) requireEntry(chat, message.replyTo);
      const id = number.driver.nextMessageId(person);
      const entry: ChatEntry = {
        id,
        providerMessageId: id,
        direction: 'from_person',
        at: world.clock.now(),
        kind: act.kind,
        content: displayAct(act, message),
        status: 'sent',
        ...(replyTo && { replyTo }),
      };
      world.addEntry(chat, entry);
      number.driver.personActed(person, entry, act);
      return entry;
    },
    read(numberId, personId) {
      const number = world.numbers.require(numberId);
      const person = world.people.require(personId);
      const chat = world.chats.open(numberId, personId);
      const unread = chat.entries.filter(isUnread);
      for (const entry of unread) world.setStatus(chat, entry, 'read');
      if (unread.length > 0) number.driver.personRead(person, unread);
    },
  };
}

function isUnread(entry: ChatEntry): boolean {
  return entry.direction === 'from_business' && entry.status !== 'read' && entry.status !== 'failed';
}

function requireEntry(chat: Chat, entryId: string): ChatEntry {
  const entry = chat.get(entryId);
  if (!entry) throw notFound(`Message ${entryId}`);
  return entry;
}

async function resolveAct(chat: Chat, message: PersonMessage, fetch: Fetch): Promise<PersonAct> {
  switch (message.type) {
    case 'text':
      return { kind: 'text', text: message.text };
    case 'button': {
      const of = requireEntry(chat, message.messageId);
      const button = of.content.buttons?.find(({ id }) => id === message.buttonId);
      if (!button) throw notPossible(`That message has no button ${message.buttonId}.`);
      return { kind: 'button', button, of };
    }
    case 'list': {
      const of = requireEntry(chat, message.messageId);
      const rows = of.content.list?.sections.flatMap((section) => section.rows);
      const row = rows?.find(({ id }) => id === message.rowId);
      if (!row) throw notPossible(`That message has no row ${message.rowId}.`);
      return { kind: 'list', row, of };
    }
    case 'image': {
      const file = await pictureOf(message, fetch);
      return { kind: 'image', file, ...(message.caption && { caption: message.caption }) };
    }
  }
}

async function pictureOf(message: PersonMessage & { type: 'image' }, fetch: Fetch): Promise<MediaFile> {
  return 'url' in message ? loadPicture(message.url, fetch) : parseDataUrl(message.dataUrl);
}

function displayAct(act: PersonAct, message: PersonMessage): DisplayContent {
  switch (act.kind) {
    case 'text':
      return { text: act.text };
    case 'button':
      return { text: act.button.title };
    case 'list':
      return { text: act.row.title };
    case 'image':
      return {
        mediaUrl: 'url' in message ? message.url : toDataUrl(act.file),
        mimeType: act.file.mimeType,
        ...(act.caption && { text: act.caption }),
      };
  }
}
