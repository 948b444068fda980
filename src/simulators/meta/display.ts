import type { DisplayContent } from '../kit/display-content.ts';
import { toDataUrl } from '../kit/media.ts';
import type { MetaContent } from './content-schemas.ts';
import type { MediaLibrary } from './media-library.ts';

type Content<T extends MetaContent['type']> = Extract<MetaContent, { type: T }>['content'];
type Interactive = Content<'interactive'>;
type MediaObject = Omit<Content<'image'>, 'caption'>;

/** What a phone shows of a message, and the name of its kind: an interactive message goes by its own type. */
export function renderDisplay(message: MetaContent, library: MediaLibrary): { kind: string; content: DisplayContent } {
  const { type, content } = message;
  switch (type) {
    case 'text':
      return { kind: type, content: { text: content.body } };
    case 'image':
    case 'video':
    case 'audio':
    case 'document':
    case 'sticker':
      return { kind: type, content: displayMedia(type, content, library) };
    case 'location':
      return { kind: type, content: { location: displayLocation(content) } };
    case 'contacts':
      return { kind: type, content: { text: content.map(({ name }) => name.formatted_name).join(', ') } };
    case 'reaction':
      return { kind: type, content: { text: content.emoji } };
    case 'template':
      return { kind: type, content: { text: displayTemplate(content) } };
    case 'interactive':
      return { kind: content.type, content: displayInteractive(content, library) };
  }
}

/** Of a link only the family is known; a document may be anything. */
const LINK_TYPES = { image: 'image/*', sticker: 'image/*', video: 'video/*', audio: 'audio/*', document: undefined };

function displayMedia(kind: keyof typeof LINK_TYPES, media: Content<'image'>, library: MediaLibrary): DisplayContent {
  const file = library.get(media.id ?? '');
  const mediaUrl = media.link ?? (file && toDataUrl(file));
  const mimeType = file?.mimeType ?? LINK_TYPES[kind];
  return {
    ...(mediaUrl && { mediaUrl }),
    ...(mimeType && { mimeType }),
    ...(media.filename && { fileName: media.filename }),
    ...(media.caption && { text: media.caption }),
  };
}

function displayLocation({ latitude, longitude, name, address }: Content<'location'>) {
  return { latitude, longitude, ...(name && { name }), ...(address && { address }) };
}

/** The simulator knows no template texts: the name, and what was filled in. */
function displayTemplate(template: Content<'template'>): string {
  const values = template.components?.flatMap(({ parameters = [] }) => parameters.map(({ text }) => text ?? '…'));
  return [template.name, ...(values ?? [])].join(' · ');
}

function displayInteractive(interactive: Interactive, library: MediaLibrary): DisplayContent {
  const text = interactive.body?.text;
  const shared: DisplayContent = {
    ...(text && { text }),
    ...('footer' in interactive && interactive.footer && { footer: interactive.footer.text }),
  };
  switch (interactive.type) {
    case 'button':
      return {
        ...shared,
        ...displayHeader(interactive.header, library),
        buttons: interactive.action.buttons.map(({ reply }) => reply),
      };
    case 'list':
      return { ...shared, ...displayHeader(interactive.header, library), list: displayList(interactive) };
    case 'cta_url': {
      const { display_text: label, url } = interactive.action.parameters;
      return { ...shared, ...displayHeader(interactive.header, library), link: { label, url } };
    }
    default:
      return shared;
  }
}

function displayHeader(
  header: Extract<Interactive, { type: 'button' }>['header'],
  library: MediaLibrary,
): DisplayContent {
  if (!header) return {};
  if (header.type === 'text') return { header: header.text };
  const media: MediaObject = mediaOfHeader(header);
  return displayMedia(header.type, media, library);
}

function mediaOfHeader(
  header: Exclude<Extract<Interactive, { type: 'button' }>['header'], undefined | { type: 'text' }>,
) {
  switch (header.type) {
    case 'image':
      return header.image;
    case 'video':
      return header.video;
    case 'document':
      return header.document;
  }
}

function displayList({ action }: Extract<Interactive, { type: 'list' }>): NonNullable<DisplayContent['list']> {
  return {
    button: action.button,
    sections: action.sections.map(({ title, rows }) => ({
      ...(title && { title }),
      rows: rows.map(({ description, ...row }) => ({ ...row, ...(description && { description }) })),
    })),
  };
}
