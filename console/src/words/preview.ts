import type { TFunction } from 'i18next';

/** Any message content: the console reads a few fields of it and leaves the rest to the story page. */
export type AnyContent = { readonly type: string; readonly [field: string]: unknown };

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

/** Bills, catalogues and the like have their words in a body. */
const bodyOf = ({ body }: AnyContent): string =>
  typeof body === 'object' && body !== null && 'text' in body ? text(body.text) : '';

function namedKind(content: AnyContent, t: TFunction): string {
  switch (content.type) {
    case 'image':
    case 'video':
    case 'audio':
    case 'voice':
    case 'document':
    case 'sticker':
    case 'location':
    case 'contacts':
      return t(`preview.${content.type}`);
    case 'template':
      return t('preview.template', { name: text(content.name) });
    case 'reaction':
      return content.emoji ? t('preview.reaction', { emoji: text(content.emoji) }) : t('preview.reactionRemoved');
    case 'raw':
      return t('preview.raw', { provider: text(content.provider) });
    case 'unsupported':
      return t('preview.unsupported', { kind: text(content.kind) });
    default:
      return t('preview.other', { kind: content.type });
  }
}

/** One line that stands for a message: what it says, or else what it is. */
export function previewContent(content: AnyContent, t: TFunction): string {
  const said = text(content.text) || text(content.title) || bodyOf(content);
  if (said) return said;
  const kind = namedKind(content, t);
  const beside = text(content.caption) || text(content.name && content.type === 'location' ? content.name : '');
  return beside ? `${kind}: ${beside}` : kind;
}
