import { describe, expect, it } from 'vitest';
import { COMMERCE } from '../../../test/support/commerce-content.ts';
import { parseContent } from '../parse-content.ts';

type Kind = keyof typeof COMMERCE;

/** A good message of this kind with one member replaced, or taken out with undefined. */
function changed(kind: Kind, path: string, value: unknown): Record<string, unknown> {
  const content = structuredClone<Record<string, unknown>>(COMMERCE[kind]);
  const steps = path.split('.');
  const last = steps.pop() ?? '';
  let place: Record<string, unknown> = content;
  // Each step of a good message is an object or a list.
  for (const step of steps) place = place[step] as Record<string, unknown>;
  if (value === undefined) delete place[last];
  else place[last] = value;
  return content;
}

function mistakeOf(input: unknown): string {
  const parsed = parseContent(input);
  return parsed.ok ? expect.fail('it was accepted') : `${parsed.path} ${parsed.message}`;
}

const long = (length: number) => 'x'.repeat(length + 1);
const row = (productRetailerId: string) => ({ productRetailerId });
const P = 'action.parameters';
const image = { type: 'image', media: { url: 'https://cdn.example/a' } };
const link = { parameters: { displayText: 'Buy', url: 'https://bikes.example' } };
const linkCard = { header: image, action: link };
const replies = (...ids: string[]) => ({
  header: image,
  action: { buttons: ids.map((id) => ({ quickReply: { id, title: id } })) },
});
const productCard = (catalogId: string) => ({ action: { productRetailerId: 'B-1', catalogId } });

describe('item 39: what is too long, too many or wrong is told by its path', () => {
  it.each<[Kind, string, unknown, string]>([
    ['flow', 'body.text', long(1024), 'body.text has 1025 characters, at most 1024'],
    ['flow', 'footer', { text: long(60) }, 'footer.text has 61 characters'],
    ['flow', 'header', { type: 'text', text: long(60) }, 'header.text has 61 characters'],
    ['flow', 'header', { type: 'audio' }, 'header.type must be one of'],
    ['flow', 'header', { type: 'image', media: {} }, 'header.media needs exactly one of url and id'],
    ['flow', 'header', { type: 'image', image: { link: 'ftp://a' } }, 'header.image.link must be a full http'],
    ['flow', 'header', { type: 'image', image: {} }, 'header.image needs exactly one of link and id'],
    ['flow', 'body', undefined, 'body is missing'],
    ['flow', 'colour', 'red', 'colour is not a known field'],
    ['flow', 'action.name', 'other', 'action.name must be one of flow'],
    ['flow', `${P}.flowName`, 'both', `${P}.flowId exactly one of`],
    ['flow', `${P}.flowId`, undefined, `${P}.flowId exactly one of`],
    ['flow', `${P}.flowCta`, long(30), `${P}.flowCta has 31 characters`],
    ['flow', `${P}.mode`, 'secret', `${P}.mode must be one of published, draft`],
    ['flow', `${P}.flowAction`, 'data_exchange', `${P}.flowActionPayload does not go with`],
    ['flow', `${P}.flowActionPayload`, undefined, `${P}.flowActionPayload is missing`],
    ['flow', `${P}.flowActionPayload.screen`, undefined, `${P}.flowActionPayload.screen is missing`],
    ['flow', `${P}.flowActionPayload.data`, {}, `${P}.flowActionPayload.data must not be empty`],
    ['product', 'action.catalogId', undefined, 'action.catalogId is missing'],
    ['product', 'header', { type: 'text', text: 'x' }, 'header is not a known field'],
    ['product_list', 'header', undefined, 'header is missing'],
    ['product_list', 'header', image, 'header.type must be one of text'],
    ['product_list', 'action.sections', [], 'action.sections must have 1 to 10 items'],
    [
      'product_list',
      'action.sections.0.productItems',
      Array.from({ length: 31 }, () => row('B')),
      'action.sections[0].productItems must have 1 to 30 items, has 31',
    ],
    [
      'product_list',
      'action.sections',
      [
        { title: 'A', productItems: Array.from({ length: 20 }, () => row('B')) },
        { title: 'B', productItems: Array.from({ length: 11 }, () => row('B')) },
      ],
      'action.sections[1].productItems makes 31 products',
    ],
    [
      'product_list',
      'action.sections',
      [{ title: 'A', productItems: [row('B')] }, { productItems: [row('B')] }],
      'action.sections[1].title is missing',
    ],
    ['product_list', 'action.sections.0.title', long(24), 'action.sections[0].title has 25'],
    ['catalog', 'body', undefined, 'body is missing'],
    ['catalog', `${P}.other`, 1, `${P}.other is not a known field`],
    ['carousel', 'footer', { text: 'x' }, 'footer is not a known field'],
    ['carousel', 'action.cards', [linkCard], 'action.cards must have 2 to 10 items, has 1'],
    ['carousel', 'action.cards', Array.from({ length: 11 }, () => linkCard), 'action.cards must have 2 to 10'],
    ['carousel', 'action.cards.0.body.text', long(160), 'action.cards[0].body.text has 161'],
    ['carousel', 'action.cards.0.body.text', 'a\nb\nc\nd', 'action.cards[0].body.text has 3 line breaks'],
    ['carousel', 'action.cards.1.header', { type: 'text', text: 'x' }, 'action.cards[1].header.type must be one of'],
    [
      'carousel',
      'action.cards.1.header',
      { type: 'video', media: { id: '1' } },
      'action.cards[1].action must be like that of the first card (image with a link), is video with a link',
    ],
    ['carousel', 'action.cards.1', replies('a'), 'action.cards[1].action must be like that of the first card'],
    ['carousel', 'action.cards', [replies('a'), replies('a', 'b')], 'action.cards[1].action must be like'],
    [
      'carousel',
      'action.cards',
      [replies('a', 'a'), replies('a', 'b')],
      'action.cards[0].action.buttons[1].quickReply.id repeats',
    ],
    ['carousel', 'action.cards', [productCard('1'), productCard('2')], 'action.cards[1].action must be like'],
    [
      'carousel',
      'action.cards',
      [
        { ...linkCard, cardIndex: 0 },
        { ...linkCard, cardIndex: 0 },
      ],
      'action.cards[1].cardIndex is 0 twice',
    ],
    [
      'carousel',
      'action.cards.0.action.parameters.displayText',
      long(20),
      'action.cards[0].action.parameters.displayText has',
    ],
    ['carousel', 'action.cards.0.action.parameters.url', '/x', 'action.cards[0].action.parameters.url must be a full'],
    ['order_details', `${P}.referenceId`, long(35), `${P}.referenceId has 36 characters, at most 35`],
    ['order_details', `${P}.referenceId`, 'a b', `${P}.referenceId may hold letters`],
    ['order_details', `${P}.currency`, 'EUR', `${P}.currency must be one of INR, BRL`],
    ['order_details', `${P}.type`, 'other', `${P}.type must be one of`],
    ['order_details', `${P}.paymentSettings`, [], `${P}.paymentSettings must have`],
    ['order_details', `${P}.totalAmount.value`, 1, `${P}.totalAmount.value is 1, but subtotal`],
    ['order_details', `${P}.totalAmount.offset`, 10, `${P}.totalAmount.offset must be between 100 and 100`],
    ['order_details', `${P}.order.subtotal.value`, 1, `${P}.order.subtotal.value is 1, but the items make 245000`],
    ['order_details', `${P}.order.tax`, undefined, `${P}.order.tax is missing`],
    ['order_details', `${P}.order.items.0.name`, long(60), `${P}.order.items[0].name has 61`],
    ['order_details', `${P}.order.items.0.quantity`, 0, `${P}.order.items[0].quantity must be between`],
    [
      'order_details',
      `${P}.order.items.0.amount.value`,
      1.5,
      `${P}.order.items[0].amount.value must be a whole number`,
    ],
    [
      'order_details',
      `${P}.order.expiration`,
      { timestamp: 'soon', description: 'x' },
      `${P}.order.expiration.timestamp`,
    ],
    ['order_details', `${P}.order.shipping`, { value: 5, offset: 100 }, `${P}.totalAmount.value is 245000, but`],
    ['order_status', `${P}.order.status`, 'lost', `${P}.order.status must be one of pending`],
    ['order_status', `${P}.order.description`, long(120), `${P}.order.description has 121`],
    ['order_status', `${P}.referenceId`, undefined, `${P}.referenceId is missing`],
    ['voice_call', `${P}.displayText`, long(20), `${P}.displayText has 21`],
    ['voice_call', `${P}.ttlMinutes`, 43_201, `${P}.ttlMinutes must be between 1 and 43200`],
    ['address_request', `${P}.country`, 'DE', `${P}.country must be one of IN`],
    ['call_permission_request', 'body', { text: '' }, 'body.text must not be empty'],
  ])('%s with another %s', (kind, path, value, mistake) => {
    expect(mistakeOf(changed(kind, path, value))).toContain(mistake);
  });

  it('in the Cloud API’s own spelling where the message has it', () => {
    const flow = { type: 'flow', body: { text: 'x' }, action: { parameters: { flow_id: '1', flow_cta: long(30) } } };
    expect(mistakeOf({ type: 'interactive', interactive: flow })).toBe(
      'interactive.action.parameters.flow_cta has 31 characters, at most 30 are allowed',
    );
  });
});

it('a bill says how it is paid: by settings, or by the name of a configuration', () => {
  const without = changed('order_details', `${P}.paymentSettings`, undefined) as { action: { parameters: object } };
  expect(mistakeOf(without)).toContain(`${P}.paymentSettings`);
  const named = structuredClone(without);
  Object.assign(named.action.parameters, { paymentConfiguration: 'kite-upi' });
  expect(parseContent(named)).toEqual({ ok: true, content: named });
});

describe('what may be there or not', () => {
  it.each<[Kind, string, unknown]>([
    ['product', 'body', { text: 'This one' }],
    ['product_list', 'action.sections.0.title', undefined],
    ['catalog', P, undefined],
    ['call_permission_request', 'body', undefined],
    ['call_permission_request', 'action', undefined],
    ['voice_call', P, undefined],
    ['order_details', 'header', image],
    ['order_details', `${P}.paymentConfiguration`, 'kite-upi'],
    ['order_details', `${P}.order.discount`, { value: 0, offset: 100 }],
    ['order_details', `${P}.order.expiration`, { timestamp: '1794700000', description: 'Tonight' }],
    ['carousel', 'action.cards', [replies('a', 'b'), replies('c', 'd')]],
    ['carousel', 'action.cards', [productCard('1'), productCard('1')]],
    ['flow', `${P}.flowAction`, undefined],
    ['flow', 'header', { type: 'document', document: { id: '88', filename: 'a.pdf' } }],
  ])('%s with another %s', (kind, path, value) => {
    const input = changed(kind, path, value);
    expect(parseContent(input)).toEqual({ ok: true, content: input });
  });
});
