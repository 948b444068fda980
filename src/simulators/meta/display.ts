import type { DisplayContent } from '../kit/display-content.ts';
import type { MetaContent } from './content-schemas.ts';
import { type DisplayMeans, displayInteractive } from './display-interactive.ts';
import { displayMedia } from './display-media.ts';
import type { Template } from './templates/template.ts';
import { displayTemplate, displayUnknown } from './templates/template-display.ts';

type Content<T extends MetaContent['type']> = Extract<MetaContent, { type: T }>['content'];

export interface Shown {
  /** The phone's word for the kind: an interactive message goes by its own type. */
  kind: string;
  content: DisplayContent;
}

/** What a phone shows of a message; `template` is the definition of the template that was sent, where there is one. */
export function renderDisplay(message: MetaContent, means: DisplayMeans, template?: Template): Shown {
  const { type, content } = message;
  switch (type) {
    case 'text':
      return { kind: type, content: { text: content.body } };
    case 'image':
    case 'video':
    case 'document':
    case 'sticker':
      return { kind: type, content: displayMedia(type, content, means.library) };
    case 'audio':
      return { kind: content.voice ? 'voice' : type, content: displayMedia(type, content, means.library) };
    case 'location':
      return { kind: type, content: { location: displayLocation(content) } };
    case 'contacts':
      return { kind: type, content: { contacts: content.map(displayContact) } };
    case 'reaction':
      return { kind: type, content: { text: content.emoji } };
    case 'template':
      return { kind: type, content: displaySent(content, means, template) };
    case 'interactive':
      return { kind: content.type, content: displayInteractive(content, means) };
  }
}

function displaySent(sent: Content<'template'>, { library }: DisplayMeans, template?: Template): DisplayContent {
  if (!template) return displayUnknown(sent);
  return displayTemplate(template, sent, (kind, media) => displayMedia(kind, media, library));
}

function displayLocation({ latitude, longitude, name, address }: Content<'location'>) {
  return { latitude, longitude, ...(name && { name }), ...(address && { address }) };
}

function displayContact({ name, phones = [] }: Content<'contacts'>[number]) {
  return { name: name.formatted_name, phones: phones.flatMap(({ phone }) => phone ?? []) };
}
