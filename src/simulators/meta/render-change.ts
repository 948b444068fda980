import type { PersonChange } from '../kit/numbers.ts';

/** What an element of `messages[]` says of a reaction, an edit or a revoke. `original` is the edited message's own content. */
export function renderChange(change: PersonChange, original: Record<string, unknown> | undefined): object {
  switch (change.kind) {
    case 'reaction':
      return { type: 'reaction', reaction: { message_id: change.of.id, emoji: change.emoji } };
    case 'edit':
      return {
        type: 'edit',
        edit: { original_message_id: change.of.id, message: renderEdited(change.text, original) },
      };
    case 'revoke':
      return { type: 'revoke', revoke: { original_message_id: change.of.id } };
  }
}

/** An edited medium repeats its fields; only the caption is another. */
function renderEdited(text: string, original: Record<string, unknown> | undefined): object {
  const type = String(original?.type ?? 'text');
  const media = original?.[type];
  if (typeof media !== 'object') return { type: 'text', text: { body: text } };
  return { type, [type]: { ...media, caption: text } };
}
