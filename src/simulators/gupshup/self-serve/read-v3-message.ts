import type { DisplayContent } from '../../kit/display-content.ts';
import { dropUndefined } from '../../kit/drop-undefined.ts';
import { type MediaLink, type Outgoing, showLink } from '../outgoing.ts';
import { showTemplate } from '../templates/show-template.ts';
import { fillIn, type Template } from '../templates/template.ts';
import { badRequest } from './api-error.ts';
import { showInteractive } from './show-v3-interactive.ts';
import { type V3Message, v3MessageSchema } from './v3-schemas.ts';

/** What a message in Meta's form is judged by. */
export interface V3Scene {
  templates: readonly Template[];
  /** The entry of a WhatsApp id, if the number has it. */
  entryOf(messageId: string): string | undefined;
  /** Epoch ms. */
  now: number;
}

/** Reads a body in Meta's form. Throws 400 with the place of what is wrong. */
export function readV3Message(body: Record<string, unknown>, scene: V3Scene): Outgoing {
  const result = v3MessageSchema(scene.now).safeParse({ type: 'text', ...body });
  if (!result.success) {
    const [issue] = result.error.issues;
    throw badRequest(`Invalid Message: ${issue?.path.join('.') || 'message'}: ${issue?.message}`);
  }
  const message = result.data;
  const replyTo = message.context && scene.entryOf(message.context.message_id);
  return { ...readAddress(message), ...say(message, scene), body, ...(replyTo && { replyTo }) };
}

/** If both are given `to` wins. */
function readAddress({ to, recipient }: V3Message): Pick<Outgoing, 'to' | 'address'> {
  if (to !== undefined) return { to, address: { kind: 'phone', value: to.replace('+', '') } };
  if (recipient === undefined) throw badRequest('Invalid Message: to: is missing');
  return { to: recipient, address: { kind: 'user_id', value: recipient } };
}

type Said = Omit<Outgoing, 'to' | 'address' | 'body' | 'replyTo'>;

function say(message: V3Message, scene: V3Scene): Said {
  switch (message.type) {
    case 'text':
      return plain('text', { text: message.text.body });
    case 'image':
      return file({ kind: 'image', url: message.image.link }, message.image);
    case 'video':
      return file({ kind: 'video', url: message.video.link }, message.video);
    case 'audio':
      return file({ kind: 'audio', url: message.audio.link }, message.audio);
    case 'document':
      return file({ kind: 'document', url: message.document.link }, message.document);
    case 'sticker':
      return file({ kind: 'sticker', url: message.sticker.link }, message.sticker);
    case 'location': {
      const { latitude, longitude, name, address } = message.location;
      return plain('location', { location: { latitude, longitude, ...dropUndefined({ name, address }) } });
    }
    case 'contacts': {
      const contacts = message.contacts.map(({ name, phones = [] }) => ({
        name: name.formatted_name,
        phones: phones.flatMap(({ phone }) => phone ?? []),
      }));
      return plain('contacts', { contacts });
    }
    case 'interactive':
      return showInteractive(message.interactive);
    case 'template':
      return sayTemplate(message.template, scene.templates);
  }
}

function plain(type: string, content: DisplayContent): Said {
  return { type, shown: { kind: type, content }, links: [] };
}

function file(
  link: MediaLink,
  { caption, filename }: { caption?: string | undefined; filename?: string | undefined },
): Said {
  const content = { ...showLink(link, filename), ...(caption && { text: caption }) };
  return { type: link.kind, shown: { kind: link.kind, content }, links: [link] };
}

function sayTemplate(sent: Extract<V3Message, { type: 'template' }>['template'], templates: readonly Template[]): Said {
  const { name, language, components = [] } = sent;
  const match = templates.find((one) => one.name === name && one.language === language.code);
  const valuesOf = (part: string) =>
    components.find(({ type }) => type.toLowerCase() === part)?.parameters?.map(({ text = '' }) => text) ?? [];
  if (!match) return { type: 'template', shown: { kind: 'template', content: {} }, links: [], template: {} };
  const content = showTemplate(match, {
    header: match.header && fillIn(match.header, valuesOf('header')),
    body: fillIn(match.body, valuesOf('body')),
    urlSuffix: valuesOf('button')[0],
    code: valuesOf('body')[0],
  });
  return { type: 'template', shown: { kind: 'template', content }, links: [], template: { match } };
}
