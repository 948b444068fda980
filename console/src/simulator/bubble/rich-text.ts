export interface TextPiece {
  style: 'plain' | 'bold' | 'italic' | 'struck' | 'code' | 'link';
  text: string;
}

const MARKED =
  /```([\s\S]+?)```|(https?:\/\/[^\s<>]+)|(?<![\w*])\*([^*\n]+)\*(?!\w)|(?<![\w_])_([^_\n]+)_(?!\w)|(?<![\w~])~([^~\n]+)~(?!\w)/g;
const STYLES = ['code', 'link', 'bold', 'italic', 'struck'] as const;

/** Splits a text where WhatsApp formats it (https://faq.whatsapp.com/539178204879377): `*bold*`, `_italic_`, `~struck~`, code, links. */
export function parseRichText(text: string): TextPiece[] {
  const pieces: TextPiece[] = [];
  let from = 0;
  for (const match of text.matchAll(MARKED)) {
    if (match.index > from) pieces.push({ style: 'plain', text: text.slice(from, match.index) });
    const group = match.slice(1).findIndex((part) => part !== undefined);
    pieces.push({ style: STYLES[group] ?? 'plain', text: match[group + 1] ?? '' });
    from = match.index + match[0].length;
  }
  if (from < text.length) pieces.push({ style: 'plain', text: text.slice(from) });
  return pieces;
}
