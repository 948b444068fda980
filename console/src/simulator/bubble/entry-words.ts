import type { TFunction } from 'i18next';
import { previewContent } from '../../words/preview.ts';
import type { ChatEntry } from '../api/types.ts';

/** One line that stands for a message where it is quoted: what it says, or else what it is. */
export function entryWords({ content, kind, revokedAt }: ChatEntry, t: TFunction): string {
  if (revokedAt !== undefined) return t('phone.deleted');
  const said = content.text ?? content.header ?? content.fileName ?? content.location?.name;
  if (said) return said;
  if (content.contacts) return content.contacts.map(({ name }) => name).join(', ');
  return previewContent({ type: content.voice ? 'voice' : kind }, t);
}
