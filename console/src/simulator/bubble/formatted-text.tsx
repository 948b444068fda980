import { parseRichText, type TextPiece } from './rich-text.ts';

function Piece({ style, text }: TextPiece) {
  switch (style) {
    case 'plain':
      return text;
    case 'bold':
      return <strong>{text}</strong>;
    case 'italic':
      return <em>{text}</em>;
    case 'struck':
      return <s>{text}</s>;
    case 'code':
      return <code>{text}</code>;
    case 'link':
      return (
        <a href={text} target="_blank" rel="noreferrer">
          {text}
        </a>
      );
  }
}

/** A text as WhatsApp shows it. */
export function FormattedText({ text }: { text: string }) {
  return parseRichText(text).map((piece, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: a sent text never changes
    <Piece key={index} {...piece} />
  ));
}
