import type { ChatEntry } from '../../simulators/kit/chats.ts';
import type { DisplayContent } from '../../simulators/kit/display-content.ts';

/** Something that can be tapped by its number. */
export interface Choice {
  kind: 'button' | 'row';
  id: string;
  title: string;
  description?: string;
}

/** What a message offers, in the order in which it is numbered. */
export function choicesOf({ buttons = [], cards = [], list }: DisplayContent): Choice[] {
  const rows = list?.sections.flatMap((section) => section.rows) ?? [];
  return [
    ...[...buttons, ...cards.flatMap((card) => card.buttons ?? [])].map((button) => ({
      kind: 'button' as const,
      ...button,
    })),
    ...rows.map((row) => ({ kind: 'row' as const, ...row })),
  ];
}

/** A message of the business as lines of a terminal; what cannot be shown stands in brackets. */
export function showEntry({ content, kind, author, revokedAt, editedAt, error, reactions = [] }: ChatEntry): string {
  if (revokedAt !== undefined) return '(taken back)';
  const lines = [
    author === 'app' && '(from the business phone)',
    editedAt !== undefined && '(edited)',
    ...showContent(content),
    error && `(failed: ${error.title})`,
    ...reactions.map(({ by, emoji }) => `(${by === 'business' ? 'the business' : 'you'} reacted ${emoji})`),
  ].filter((line) => typeof line === 'string');
  return lines.length === 0 ? `[${kind}]` : lines.join('\n');
}

function showContent(content: DisplayContent): string[] {
  const { header, text, footer, mediaUrl, mimeType, fileName, voice, location, locationRequest, link } = content;
  const lines = [
    header,
    mediaUrl !== undefined && `[${voice ? 'voice note' : (mimeType ?? 'file')}] ${fileName ?? shortUrl(mediaUrl)}`,
    text,
    location &&
      `[place] ${location.latitude},${location.longitude} ${[location.name, location.address].filter(Boolean).join(', ')}`.trimEnd(),
    locationRequest && '[asks where you are: /location lat,lng]',
    ...(content.contacts ?? []).map(({ name, phones }) => `[contact] ${name} ${phones.join(' ')}`.trimEnd()),
    ...(content.cards ?? []).map((card, index) => `[card ${index + 1}] ${card.text ?? ''}`.trimEnd()),
    ...showGoods(content),
    ...choicesOf(content).map(
      ({ title, description }, index) => `${index + 1}. ${title}${description ? `  - ${description}` : ''}`,
    ),
    link && `[${link.label}] ${link.url}`,
    ...(content.phoneButtons ?? []).map(({ label, phoneNumber }) => `[${label}] ${phoneNumber}`),
    content.copyCode !== undefined && `[copy] ${content.copyCode}`,
    content.flow && `[form: ${content.flow.label}] (/flow {"field": "value"} answers it)`,
    footer,
  ];
  return lines.filter((line) => typeof line === 'string' && line !== '') as string[];
}

function showGoods({ order, products }: DisplayContent): string[] {
  return [
    ...(order?.items ?? []).map(
      ({ name, quantity, price }) => `[order] ${quantity} × ${name}${price === undefined ? '' : ` ${price}`}`,
    ),
    ...(order?.total === undefined ? [] : [`[order] ${order.total} ${order.currency ?? ''}`.trimEnd()]),
    ...(products
      ? [`[products] ${products.sections.flatMap(({ productIds }) => productIds).join(' ') || 'the whole catalog'}`]
      : []),
  ];
}

function shortUrl(url: string): string {
  return url.startsWith('data:') ? '' : url;
}
