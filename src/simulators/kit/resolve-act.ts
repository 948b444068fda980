import type { Chat, ChatEntry } from './chats.ts';
import type { DisplayContent, DisplayOrder, PaymentStatus } from './display-content.ts';
import type { Files } from './files.ts';
import type { Fetch } from './http.ts';
import { loadFile, type MediaFile, parseDataUrl } from './media.ts';
import type { PersonAct } from './numbers.ts';
import type { PersonMediaMessage, PersonNewMessage } from './person-message.ts';
import { notFound, notPossible } from './problem.ts';

/** An act and what the phones show of it. */
interface ResolvedAct {
  act: PersonAct;
  content: DisplayContent;
}

export interface ActMeans {
  files: Files;
  fetch: Fetch;
}

/** Finds what a person's message refers to. Throws a problem if the chat has no such message, button, row or form. */
export async function resolveAct(message: PersonNewMessage, chat: Chat, means: ActMeans): Promise<ResolvedAct> {
  switch (message.type) {
    case 'text':
      return { act: { kind: 'text', text: message.text }, content: { text: message.text } };
    case 'referral': {
      const { text, referral } = message;
      return { act: { kind: 'referral', text, ...(referral && { referral }) }, content: { text } };
    }
    case 'button':
      return resolveButton(chat, message.messageId, message.buttonId);
    case 'list':
      return resolveRow(chat, message.messageId, message.rowId);
    case 'location':
      return resolveLocation(chat, message);
    case 'contacts': {
      const contacts = message.contacts.map(({ name, phones }) => ({ name, phones }));
      return { act: { kind: 'contacts', contacts: message.contacts }, content: { contacts } };
    }
    case 'order': {
      const { type: _type, ...order } = message;
      return { act: { kind: 'order', order }, content: displayOrder(message) };
    }
    case 'flow_reply':
      return resolveFlowReply(chat, message.messageId, message.data);
    case 'payment':
      return resolvePayment(chat, message.messageId, message.status ?? 'success');
    case 'unsupported':
      return { act: { kind: 'unsupported', what: message.kind }, content: { text: message.kind } };
    default:
      return resolveMedia(message, means);
  }
}

/** Throws a 404 problem where the chat has no such message. */
export function requireEntry(chat: Chat, entryId: string): ChatEntry {
  const entry = chat.get(entryId);
  if (!entry) throw notFound(`Message ${entryId}`);
  return entry;
}

function resolveButton(chat: Chat, messageId: string, buttonId: string): ResolvedAct {
  const of = requireEntry(chat, messageId);
  const { buttons = [], cards = [] } = of.content;
  const all = [...buttons, ...cards.flatMap((card) => card.buttons ?? [])];
  const button = all.find(({ id }) => id === buttonId);
  if (!button) throw notPossible(`That message has no button ${buttonId}.`);
  return { act: { kind: 'button', button, of }, content: { text: button.title } };
}

function resolveRow(chat: Chat, messageId: string, rowId: string): ResolvedAct {
  const of = requireEntry(chat, messageId);
  const rows = of.content.list?.sections.flatMap((section) => section.rows);
  const row = rows?.find(({ id }) => id === rowId);
  if (!row) throw notPossible(`That message has no row ${rowId}.`);
  return { act: { kind: 'list', row, of }, content: { text: row.title } };
}

function resolveLocation(chat: Chat, message: Extract<PersonNewMessage, { type: 'location' }>): ResolvedAct {
  const { latitude, longitude, name, address, messageId } = message;
  const of = messageId === undefined ? undefined : requireEntry(chat, messageId);
  if (of && !of.content.locationRequest) throw notPossible('That message does not ask for a location.');
  const location = { latitude, longitude, ...(name && { name }), ...(address && { address }) };
  return { act: { kind: 'location', location, ...(of && { of }) }, content: { location } };
}

function resolveFlowReply(chat: Chat, messageId: string, data: Record<string, unknown>): ResolvedAct {
  const of = requireEntry(chat, messageId);
  if (!of.content.flow) throw notPossible('That message has no form to fill in.');
  return { act: { kind: 'flow_reply', data, of }, content: { text: of.content.flow.label } };
}

/** An order that was sent has goods in it; the news of an order has none, and cannot be paid. */
function resolvePayment(chat: Chat, messageId: string, status: PaymentStatus): ResolvedAct {
  const of = requireEntry(chat, messageId);
  const { order } = of.content;
  if (of.direction === 'from_person' || !order || order.items.length === 0) {
    throw notPossible('That message has no order to pay.');
  }
  if (order.payment === 'success') throw notPossible('That order is paid.');
  const { total, currency } = order;
  const payment = { status, ...(total !== undefined && { total }), ...(currency && { currency }) };
  return { act: { kind: 'payment', status, of }, content: { payment } };
}

async function resolveMedia(message: PersonMediaMessage, means: ActMeans): Promise<ResolvedAct> {
  const { type: media, caption, fileName: wantedName } = message;
  const { file, mediaUrl } = await findFile(message, means);
  const fileName = wantedName ?? file.fileName;
  return {
    act: {
      kind: 'media',
      media,
      file: { ...file, ...(fileName && { fileName }) },
      ...(caption && { caption }),
    },
    content: {
      mediaUrl,
      mimeType: file.mimeType,
      ...(media === 'document' && fileName && { fileName }),
      ...(media === 'voice' && { voice: true }),
      ...(caption && { text: caption }),
    },
  };
}

async function findFile(
  { url, dataUrl, fileId }: PersonMediaMessage,
  { files, fetch }: ActMeans,
): Promise<{ file: MediaFile; mediaUrl: string }> {
  if (url !== undefined) return { file: await loadFile(url, fetch), mediaUrl: url };
  if (dataUrl !== undefined) return { file: parseDataUrl(dataUrl), mediaUrl: dataUrl };
  const file = files.get(fileId ?? '');
  if (!file) throw notFound(`File ${fileId}`);
  return { file, mediaUrl: file.url };
}

function displayOrder({ items, text }: Extract<PersonNewMessage, { type: 'order' }>): DisplayContent {
  const order: DisplayOrder = {
    items: items.map(({ productId, quantity, price }) => ({ name: productId, quantity, price })),
    total: items.reduce((sum, { quantity, price }) => sum + quantity * price, 0),
    ...(items[0] && { currency: items[0].currency }),
  };
  return { order, ...(text && { text }) };
}
