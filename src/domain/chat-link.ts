/** Longest text of a short link: https://developers.facebook.com/documentation/business-messaging/whatsapp/business-phone-numbers/qr-codes (seen 2026-09). */
const SHORT_LINK_TEXT = 140;

/** A link that opens a chat in WhatsApp, maybe with a text to be sent. */
export interface ChatLink {
  /** In any spelling; its digits count, with country code. Absent: the person chooses the chat. */
  phoneNumber?: string;
  /** What stands in the person's input field. */
  text?: string;
}

/** Undefined: neither number nor text, or a number without digits. Spaces become %20 and line breaks %0A; half surrogate pairs are replaced. */
export function chatLink({ phoneNumber, text }: ChatLink): string | undefined {
  const digits = phoneNumber?.replace(/\D/g, '').replace(/^0+/, '');
  if (digits === '') return undefined;
  const query = text === undefined || text === '' ? '' : `?text=${encode(text)}`;
  if (digits === undefined && query === '') return undefined;
  return `https://wa.me/${digits ?? ''}${query}`;
}

/** Whether a short link (`wa.me/message/…`, a QR code) can carry this text. */
export function fitsShortLink(text: string): boolean {
  return [...text].length <= SHORT_LINK_TEXT;
}

/** Also the characters that `encodeURIComponent` leaves alone and some apps take for the end of a link. */
function encode(text: string): string {
  const oneBreak = text.replace(/\r\n?/g, '\n').toWellFormed();
  return encodeURIComponent(oneBreak).replace(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
