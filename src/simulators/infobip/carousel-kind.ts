import { z } from 'zod';
import type { DisplayCard } from '../kit/display-content.ts';
import { byType, listOf, object, oneOf, sized, url } from './schema-parts.ts';
import { defineKind, type SendKind } from './send-kind.ts';

const card = {
  header: object({ type: oneOf(['IMAGE', 'VIDEO']), url: url() }),
  body: object({ text: sized(0, 160) }),
};
const replyCard = object({
  ...card,
  buttons: listOf(object({ id: sized(1, 20), title: sized(1, 20) }), 1, 3),
});
const urlCard = object({ ...card, button: object({ displayText: sized(1, 20), url: url() }) });

const action = byType([
  object({ type: z.literal('QUICK_REPLY'), cards: listOf(replyCard, 2, 10) }),
  object({ type: z.literal('URL'), cards: listOf(urlCard, 2, 10) }),
]);

const carousel = object({ body: object({ text: sized(0, 1024) }), action });

export const CAROUSEL_KIND: SendKind = defineKind(
  'interactive/media-carousel',
  carousel,
  ({ body, action: { cards } }) => ({
    display: { ...(body.text && { text: body.text }), cards: cards.map(showCard) },
    links: cards.map(({ header }) => ({ kind: header.type === 'IMAGE' ? 'image' : 'video', url: header.url })),
  }),
);

function showCard(given: z.output<typeof replyCard> | z.output<typeof urlCard>): DisplayCard {
  const { header, body } = given;
  return {
    header: { mediaUrl: header.url, mimeType: header.type === 'IMAGE' ? 'image/*' : 'video/*' },
    ...(body.text && { text: body.text }),
    ...('buttons' in given
      ? { buttons: given.buttons.map(({ id, title }) => ({ id, title })) }
      : { link: { label: given.button.displayText, url: given.button.url } }),
  };
}
