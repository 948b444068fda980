import { expect, test } from 'vitest';
import { COMMERCE } from '../../../test/support/commerce-content.ts';
import { capabilities } from '../../providers/meta/capabilities.ts';
import type { Capabilities, CapabilityLevel } from '../capability.ts';
import type { CommerceContent, OutboundKind } from '../content.ts';
import { degrade } from '../degrade.ts';

const image = { type: 'image', media: { url: 'https://cdn.example/1.jpg' } };

function without(...kinds: readonly OutboundKind[]): Capabilities {
  const levels = kinds.map((kind): [OutboundKind, CapabilityLevel] => [kind, 'degraded']);
  return { ...capabilities, content: { ...capabilities.content, ...Object.fromEntries(levels) } };
}

function carouselOf(...actions: readonly Record<string, unknown>[]): CommerceContent {
  const cards = actions.map((action) => ({ header: image, action }));
  return { type: 'carousel', body: { text: 'Two' }, action: { cards } };
}

const replies = { buttons: [{ quickReply: { id: 'a', title: 'This' } }] };

test('cards with links follow each other, each below its picture', () => {
  expect(degrade(COMMERCE.carousel, without('carousel'))).toEqual({
    ok: true,
    choices: [],
    parts: [
      { type: 'text', text: 'Two bikes' },
      {
        type: 'cta_url',
        text: 'Blue',
        label: 'Buy',
        url: 'https://bikes.example/1',
        header: { type: 'image', media: { url: 'https://cdn.example/1.jpg' } },
      },
      {
        type: 'cta_url',
        text: 'Buy',
        label: 'Buy',
        url: 'https://bikes.example/2',
        header: { type: 'image', media: { url: 'https://cdn.example/2.jpg' } },
      },
    ],
  });
});

test('cards with quick replies become buttons', () => {
  expect(degrade(carouselOf(replies), without('carousel'))).toMatchObject({
    parts: [{ type: 'text' }, { type: 'buttons', text: 'This', header: image, buttons: [{ id: 'a', title: 'This' }] }],
  });
});

test('where answers would be numbered, or products are shown, the carousel is refused', () => {
  const product = carouselOf({ productRetailerId: 'B-1', catalogId: '1' });
  expect(degrade(product, without('carousel'))).toMatchObject({ ok: false, path: 'type' });
  expect(degrade(carouselOf(replies, replies), without('carousel', 'buttons', 'list'))).toMatchObject({ ok: false });
});
