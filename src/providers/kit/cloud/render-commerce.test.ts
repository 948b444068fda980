import { expect, test } from 'vitest';
import { COMMERCE } from '../../../../test/support/commerce-content.ts';
import type { CommerceContent } from '../../../domain/content.ts';
import { parseContent } from '../../../domain/parse-content.ts';
import { renderCommerce } from './render-commerce.ts';

const image = { type: 'image', media: { id: '88' } };

test.each<[CommerceContent['type'], string, string | undefined]>([
  ['carousel', 'carousel', undefined],
  ['flow', 'flow', 'flow'],
  ['product', 'product', undefined],
  ['product_list', 'product_list', undefined],
  ['catalog', 'catalog_message', 'catalog_message'],
  ['order_details', 'order_details', 'review_and_pay'],
  ['order_status', 'order_status', 'review_order'],
  ['voice_call', 'voice_call', 'voice_call'],
  ['call_permission_request', 'call_permission_request', 'call_permission_request'],
  ['address_request', 'address_message', 'address_message'],
])('%s goes out as %s with the action %s', (kind, type, name) => {
  const rendered = renderCommerce(COMMERCE[kind]);
  expect(rendered).toMatchObject({ type, action: name === undefined ? {} : { name } });
});

test('a form has its version, and the data of its screen keep their names', () => {
  expect(renderCommerce(COMMERCE.flow)).toEqual({
    type: 'flow',
    body: { text: 'Tell us' },
    action: {
      name: 'flow',
      parameters: {
        flow_message_version: '3',
        flow_id: '512200887733449',
        flow_cta: 'Start',
        flow_action: 'navigate',
        flow_action_payload: { screen: 'WELCOME', data: { firstName: 'Iria' } },
      },
    },
  });
});

test('cards are numbered and named, with files in either form', () => {
  expect(renderCommerce(COMMERCE.carousel)).toEqual({
    type: 'carousel',
    body: { text: 'Two bikes' },
    action: {
      cards: [
        {
          card_index: 0,
          type: 'cta_url',
          header: { type: 'image', image: { link: 'https://cdn.example/1.jpg' } },
          body: { text: 'Blue' },
          action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://bikes.example/1' } },
        },
        {
          card_index: 1,
          type: 'cta_url',
          header: { type: 'image', image: { link: 'https://cdn.example/2.jpg' } },
          action: { name: 'cta_url', parameters: { display_text: 'Buy', url: 'https://bikes.example/2' } },
        },
      ],
    },
  });
});

test('cards with quick replies are of the type cta_url, cards with products of their own', () => {
  const replies = { header: image, action: { buttons: [{ quickReply: { id: 'a', title: 'A' } }] } };
  const product = { cardIndex: 4, action: { productRetailerId: 'B-1', catalogId: '1' } };
  expect(renderCommerce({ type: 'carousel', action: { cards: [replies, product] } })).toMatchObject({
    action: {
      cards: [
        {
          type: 'cta_url',
          header: { type: 'image', image: { id: '88' } },
          action: { buttons: [{ type: 'quick_reply', quick_reply: { id: 'a', title: 'A' } }] },
        },
        { card_index: 4, type: 'product', action: { product_retailer_id: 'B-1', catalog_id: '1' } },
      ],
    },
  });
});

test('a bill keeps all that it has', () => {
  expect(renderCommerce({ ...COMMERCE.order_details, header: image })).toMatchObject({
    header: { type: 'image', image: { id: '88' } },
    action: {
      parameters: {
        reference_id: 'R-118',
        payment_settings: [{ type: 'payment_link', payment_link: { uri: 'https://pay.example/l/118' } }],
        total_amount: { value: 245_000, offset: 100 },
        order: { items: [{ retailer_id: 'B-1', amount: { value: 122_500, offset: 100 } }] },
      },
    },
  });
});

test('what came in the Cloud API’s own form goes out as it came', () => {
  const interactive = {
    type: 'carousel',
    body: { text: 'Picks' },
    action: {
      cards: [0, 1].map((card_index) => ({
        card_index,
        type: 'cta_url',
        header: { type: 'video', video: { link: 'https://cdn.example/a.mp4' } },
        action: { buttons: [{ type: 'quick_reply', quick_reply: { id: 'like', title: 'Like' } }] },
      })),
    },
  };
  const parsed = parseContent({ type: 'interactive', interactive });
  const content = parsed.ok && parsed.content.type === 'carousel' ? parsed.content : expect.fail('not read');
  expect(renderCommerce(content)).toEqual(interactive);
});
