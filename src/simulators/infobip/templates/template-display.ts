import type { DisplayButton, DisplayCard, DisplayContent } from '../../kit/display-content.ts';
import type { LinkKind } from '../media-rules.ts';
import type { Link } from '../send-kind.ts';
import { showMedia } from '../show-media.ts';
import type { SentButton, SentHeader, SentTemplate } from './sent-template.ts';
import type { Template, TemplateButton, TemplateHeader } from './template.ts';

type SentBody = SentTemplate['templateData']['body'];

const LINK_KINDS: Record<string, LinkKind> = { IMAGE: 'image', VIDEO: 'video', GIF: 'gif', DOCUMENT: 'pdf' };

/** What a phone shows of a template with its values, and what must be fetched for it. */
export function showTemplate(
  template: Template | undefined,
  sent: SentTemplate,
): { display: DisplayContent; links: Link[] } {
  const { templateData: data, templateName: name, language } = sent;
  const named = { template: { name, language } };
  if (!template) return { display: { text: data.body.placeholders.join(' '), ...named }, links: [] };
  const { header, body, footer, buttons = [], carousel } = template.structure;
  const top = showHeader(header, data.header);
  const sentCards = data.carousel?.cards ?? [];
  const cards = (carousel?.cards ?? []).map((card, place) => {
    const values = sentCards[place];
    const picture = showHeader(card.header, values?.header);
    return { links: picture.links, display: showCard(card, picture.display, values) };
  });
  return {
    display: {
      ...top.display,
      text: fillIn(body.text, data.body.placeholders),
      ...(footer && { footer: footer.text }),
      ...showButtons(buttons, data.buttons ?? []),
      ...(cards.length > 0 && { cards: cards.map(({ display }) => display) }),
      ...named,
    },
    links: [...top.links, ...cards.flatMap(({ links }) => links)],
  };
}

function showHeader(
  defined: TemplateHeader | undefined,
  sent: SentHeader | undefined,
): { display: DisplayContent; links: Link[] } {
  if (defined?.format === 'TEXT') {
    const values = sent?.type === 'TEXT' ? [sent.placeholder] : [];
    return { display: { header: fillIn(defined.text ?? '', values) }, links: [] };
  }
  if (!sent || sent.type === 'TEXT') return { display: {}, links: [] };
  if (sent.type === 'LOCATION') {
    return { display: { location: { latitude: sent.latitude, longitude: sent.longitude } }, links: [] };
  }
  return showMedia(LINK_KINDS[sent.type] ?? 'document', sent);
}

function showCard(
  { body, buttons }: { body: { text: string }; buttons: TemplateButton[] },
  { mediaUrl, mimeType = 'image/*' }: DisplayContent,
  values: { body?: SentBody | undefined; buttons?: SentButton[] | undefined } | undefined,
): DisplayCard {
  const { buttons: replies, link } = showButtons(buttons, values?.buttons ?? []);
  return {
    ...(mediaUrl && { header: { mediaUrl, mimeType } }),
    text: fillIn(body.text, values?.body?.placeholders ?? []),
    ...(replies && { buttons: replies }),
    ...(link && { link }),
  };
}

/** A tap on a quick reply returns its parameter, or its text where none was sent. */
function showButtons(defined: readonly TemplateButton[], sent: readonly SentButton[]): DisplayContent {
  const left = [...sent];
  const replies: DisplayButton[] = [];
  const shown: DisplayContent = {};
  for (const { type, text: title = '', url = '', phoneNumber = '' } of defined) {
    const value = left[0]?.type === type ? left.shift() : undefined;
    const parameter = value && 'parameter' in value ? value.parameter : '';
    if (type === 'QUICK_REPLY') replies.push({ id: parameter || title, title });
    else if (type === 'URL' && url.includes('/otp/code/')) shown.copyCode = parameter;
    else if (type === 'URL') shown.link = { label: title, url: fillIn(url, [parameter]) };
    else if (type === 'PHONE_NUMBER') shown.phoneButtons = [{ label: title, phoneNumber }];
    else if (type === 'COPY_CODE') shown.copyCode = parameter;
    else if (type === 'FLOW') shown.flow = { label: title };
    else if (type === 'REQUEST_CONTACT_INFO')
      replies.push({ id: 'share_contact', title: title || 'Share contact info' });
  }
  return { ...shown, ...(replies.length > 0 && { buttons: replies }) };
}

function fillIn(text: string, values: readonly string[]): string {
  return text.replace(/\{\{\s*(\d+)\s*\}\}/g, (_whole, number: string) => values[Number(number) - 1] ?? '');
}
