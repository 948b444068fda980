import type { DisplayContent } from '../kit/display-content.ts';
import type { Attachment } from './block-schemas.ts';
import { displayTemplate } from './display-template.ts';
import type { Interactive } from './interactive-schemas.ts';
import type { MediaLibrary } from './media-library.ts';
import type { MessageContent } from './message.ts';
import type { Template } from './template.ts';

/** What is needed beside the message itself. */
export interface DisplayMeans {
  library: MediaLibrary;
  numberId: string;
  /** Of a template message. */
  template?: Template;
}

export interface Shown {
  /** The phones' word for the kind of message. */
  kind: string;
  content: DisplayContent;
}

const FAMILIES = { image: 'image/*', sticker: 'image/*', video: 'video/*', audio: 'audio/*', document: undefined };

/** What a phone shows of a message. */
export function renderDisplay(content: MessageContent, means: DisplayMeans): Shown {
  switch (content.type) {
    case 'text':
      return { kind: 'text', content: { text: content.text.content } };
    case 'media':
      return displayAttachment(content.attachment, means);
    case 'location': {
      const { latitude, longitude, name, address } = content.location;
      const location = { latitude, longitude, ...(name && { name }), ...(address && { address }) };
      return { kind: 'location', content: { location } };
    }
    case 'template':
    case 'media_template': {
      const media = content.type === 'media_template' ? content.media : undefined;
      return {
        kind: 'template',
        content: means.template ? displayTemplate(means.template, content.template, media) : {},
      };
    }
    case 'interactive':
      return { kind: content.interactive.type, content: displayInteractive(content.interactive) };
    case 'contact': {
      const contacts = content.contacts.map(({ name, phones }) => ({
        name: name.formatted_name,
        phones: phones.map(({ phone }) => phone),
      }));
      return { kind: 'contacts', content: { contacts } };
    }
  }
}

function displayAttachment(attachment: Attachment, { library, numberId }: DisplayMeans): Shown {
  const { attachment_id: id = '', attachment_url: url, attachment_type: type, caption } = attachment;
  const file = library.get(numberId, id);
  const kind = type ?? familyOf(file?.mimeType);
  const mediaUrl = url ?? library.show(id);
  const mimeType = file?.mimeType ?? FAMILIES[kind];
  return {
    kind,
    content: {
      ...(mediaUrl && { mediaUrl }),
      ...(mimeType && { mimeType }),
      ...(kind === 'document' && file?.fileName && { fileName: file.fileName }),
      ...(caption && { text: caption }),
    },
  };
}

/** What an uploaded file is shown as where the message does not say. */
function familyOf(mimeType = ''): keyof typeof FAMILIES {
  const [family] = mimeType.split('/');
  return family === 'image' || family === 'video' || family === 'audio' ? family : 'document';
}

function displayInteractive(interactive: Interactive): DisplayContent {
  const { body, header, footer } = interactive;
  const around = { text: body, ...(header && { header: header.text }), ...(footer && { footer }) };
  switch (interactive.type) {
    case 'button':
      return { ...around, buttons: interactive.action.flatMap(({ buttons }) => buttons.map(({ reply }) => reply)) };
    case 'list': {
      const [action] = interactive.action;
      return action ? { ...around, list: displayList(action) } : around;
    }
    case 'cta_url': {
      const parameters = interactive.action[0]?.buttons[0]?.parameters;
      return parameters ? { ...around, link: { label: parameters.display_text, url: parameters.url } } : around;
    }
  }
}

function displayList({ button, sections }: Extract<Interactive, { type: 'list' }>['action'][number]) {
  return {
    button,
    sections: sections.map(({ title, rows }) => ({
      ...(title && { title }),
      rows: rows.map(({ id, title, description }) => ({ id, title, ...(description && { description }) })),
    })),
  };
}
