import type { DisplayContent } from '../../kit/display-content.ts';
import { dropUndefined } from '../../kit/drop-undefined.ts';
import { type Choice, type MediaKind, type MediaLink, type Outgoing, showLink } from '../outgoing.ts';
import { badRequest } from './api-error.ts';
import { messageSchema, type SelfServeMessage } from './message-schemas.ts';

/** What a message says, without whom it is for. */
export type Said = Pick<Outgoing, 'type' | 'shown' | 'links' | 'msgid' | 'choices'>;

type Of<T extends SelfServeMessage['type']> = Extract<SelfServeMessage, { type: T }>;

/** Reads the form field `message`. Throws 400 for what is no JSON or not of a known form. */
export function readMessage(text: string | undefined): Said {
  const result = messageSchema.safeParse(parseJson(text));
  if (result.success) return { type: result.data.type, ...say(result.data) };
  const [issue] = result.error.issues;
  throw badRequest(`Invalid Message: ${issue?.path.join('.') || 'message'}: ${issue?.message}`);
}

/** Throws 400 for text that is no JSON. */
export function parseJson(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch (cause) {
    throw Object.assign(badRequest('Invalid Message'), { cause });
  }
}

function say(message: SelfServeMessage): Omit<Said, 'type'> {
  switch (message.type) {
    case 'text':
      return plain('text', { text: message.text });
    case 'image':
      return file({ kind: 'image', url: message.originalUrl }, message);
    case 'audio':
    case 'sticker':
      return file({ kind: message.type, url: message.url }, {});
    case 'video':
      return file({ kind: 'video', url: message.url }, message);
    case 'file':
      return file({ kind: 'document', url: message.url }, message);
    case 'location': {
      const { latitude, longitude, name, address } = message;
      return plain('location', { location: { latitude, longitude, ...dropUndefined({ name, address }) } });
    }
    case 'contact':
      return plain('contacts', { contacts: [showContact(message)] });
    case 'quick_reply':
      return sayButtons(message);
    case 'list':
      return sayList(message);
    case 'location_request_message':
      return plain('location_request_message', { text: message.body.text, locationRequest: true });
  }
}

function plain(kind: string, content: DisplayContent): Omit<Said, 'type'> {
  return { shown: { kind, content }, links: [] };
}

interface FileWords {
  caption?: string | undefined;
  filename?: string | undefined;
}

function file(link: MediaLink, { caption, filename }: FileWords): Omit<Said, 'type'> {
  const content = { ...showLink(link, filename), ...(caption && { text: caption }) };
  return { shown: { kind: link.kind, content }, links: [link] };
}

function showContact({ contact: { name, phones = [] } }: Of<'contact'>) {
  return {
    name: name.formatted_name ?? name.formattedName ?? '',
    phones: phones.flatMap(({ phone }) => phone ?? []),
  };
}

const FILE_KINDS: Record<'image' | 'video' | 'file', MediaKind> = { image: 'image', video: 'video', file: 'document' };

/** `caption` of a quick reply is its footer. */
function sayButtons({ content, options, msgid }: Of<'quick_reply'>): Omit<Said, 'type'> {
  const link = content.type === 'text' ? undefined : { kind: FILE_KINDS[content.type], url: content.url };
  const header = content.type === 'text' ? content.header : undefined;
  const choices = options.map(toChoice);
  return {
    shown: {
      kind: 'button',
      content: {
        ...(link && showLink(link, 'filename' in content ? content.filename : undefined)),
        text: content.text,
        ...(header && { header }),
        ...(content.caption && { footer: content.caption }),
        buttons: choices.map(({ id, title }) => ({ id, title })),
      },
    },
    links: link ? [link] : [],
    choices,
    ...(msgid && { msgid }),
  };
}

function sayList({ title, body, footer, msgid, globalButtons, items }: Of<'list'>): Omit<Said, 'type'> {
  const choices = items.flatMap(({ options }) => options).map(toChoice);
  const left = [...choices];
  const sections = items.map((item) => ({
    ...(item.title && { title: item.title }),
    rows: left.splice(0, item.options.length).map(({ postbackText: _text, ...row }) => row),
  }));
  return {
    shown: {
      kind: 'list',
      content: {
        text: body,
        ...(title && { header: title }),
        ...(footer && { footer }),
        list: { button: globalButtons[0]?.title ?? '', sections },
      },
    },
    links: [],
    choices,
    ...(msgid && { msgid }),
  };
}

interface OptionInput {
  title: string;
  description?: string | undefined;
  postbackText?: string | undefined;
}

/** The id of a choice is its place, since nothing else of it must be unique. */
function toChoice({ title, description, postbackText }: OptionInput, index: number): Choice {
  return { id: String(index + 1), title, ...dropUndefined({ description, postbackText }) };
}
