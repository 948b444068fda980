import { describe, expect, test } from 'vitest';
import { messageOf } from '../../../test/support/twilio-far-end.ts';
import type { OutboundContent } from '../../domain/content.ts';
import { degrade } from '../../domain/degrade.ts';
import type { Identifier } from '../../domain/identity.ts';
import { capabilities } from './capabilities.ts';
import { CALLBACK_URL, PHONE, settings, USER_ID } from './fixtures/webhooks.ts';
import { renderMessage } from './render.ts';
import { readSettings } from './settings.ts';

const own = readSettings(settings);

function rendered(content: OutboundContent, recipient: readonly Identifier[] = [PHONE], use = own) {
  const result = renderMessage(messageOf(content, { recipient }), use);
  if (!result.ok) throw new Error(result.failure.message);
  return result;
}

function fieldsOf(content: OutboundContent): [string, string][] {
  const { draft } = rendered(content);
  if (draft.kind !== 'plain') throw new Error(`it is a ${draft.kind}`);
  return draft.fields.map(([name, value]) => [name, value]);
}

function refusalOf(content: OutboundContent): string {
  const result = renderMessage(messageOf(content), own);
  if (result.ok) throw new Error('it was rendered');
  expect(result.failure.kind).toBe('message_invalid');
  return result.failure.message;
}

const typesOf = (content: OutboundContent) => partsOf(content).map((part) => part.type);
function partsOf(content: OutboundContent): readonly OutboundContent[] {
  const result = degrade(content, capabilities);
  if (!result.ok) throw new Error(result.message);
  return result.parts;
}

describe('R6: a text', () => {
  test('goes from number to number, with our id in the address for its statuses', () => {
    const { envelope } = rendered({ type: 'text', text: 'Hello' });
    expect(envelope).toEqual([
      ['To', 'whatsapp:+15550104477'],
      ['From', 'whatsapp:+15550100200'],
      ['StatusCallback', `${CALLBACK_URL}?attempt=att_1#rc=5&rp=5xx,ct,rt`],
    ]);
    expect(fieldsOf({ type: 'text', text: 'Hello' })).toEqual([['Body', 'Hello']]);
  });

  test('of more than 1600 characters becomes several, cut between words', () => {
    const words = Array.from({ length: 700 }, (_, index) => `word${index}`).join(' ');
    const texts = partsOf({ type: 'text', text: words }).map((part) => (part.type === 'text' ? part.text : ''));
    expect(texts.length).toBeGreaterThan(1);
    expect(Math.max(...texts.map((text) => text.length))).toBeLessThanOrEqual(1_600);
    expect(texts.join(' ')).toBe(words);
  });
});

test('R23: a person without a number is written to under the user id, unchanged', () => {
  expect(rendered({ type: 'text', text: 'x' }, [USER_ID]).envelope[0]).toEqual(['To', `whatsapp:${USER_ID.value}`]);
});

test('R30: a messaging service is named beside the number', () => {
  const messagingServiceSid = `MG${'0'.repeat(32)}`;
  const { envelope } = rendered({ type: 'text', text: 'x' }, [PHONE], { ...own, messagingServiceSid });
  expect(envelope).toContainEqual(['MessagingServiceSid', messagingServiceSid]);
  expect(envelope).toContainEqual(['From', 'whatsapp:+15550100200']);
});

describe('R8: a file', () => {
  const media = { url: 'https://cdn.example/a' };

  test('goes by its address; a picture has its text as caption', () => {
    expect(fieldsOf({ type: 'image', media, caption: 'Blue' })).toEqual([
      ['Body', 'Blue'],
      ['MediaUrl', media.url],
    ]);
    expect(fieldsOf({ type: 'sticker', media })).toEqual([['MediaUrl', media.url]]);
  });

  test.each(['video', 'audio', 'document'] as const)('of the kind %s has its text as a message of its own', (type) => {
    expect(typesOf({ type, media, caption: 'Blue' })).toEqual([type, 'text']);
    expect(refusalOf({ type, media, caption: 'Blue' })).toContain('caption');
  });

  test('that is a voice note goes as audio', () => {
    expect(typesOf({ type: 'voice', media })).toEqual(['audio']);
  });

  test('that has no address cannot go', () => {
    expect(refusalOf({ type: 'image', media: { id: '1' } })).toContain('url');
  });
});

describe('R10: a place', () => {
  const place = { type: 'location', latitude: 45.815, longitude: 15.982 } as const;

  test.each([
    [{ name: 'Shop', address: 'Ilica 1' }, 'Shop', 'geo:45.815,15.982|Ilica 1'],
    [{ name: 'A|B' }, 'A|B', 'geo:45.815,15.982|A B'],
    [{ address: 'Ilica 1' }, 'Ilica 1', 'geo:45.815,15.982|Ilica 1'],
    [{}, '45.815,15.982', 'geo:45.815,15.982'],
  ])('%j', (names, body, action) => {
    expect(fieldsOf({ ...place, ...names })).toEqual([
      ['Body', body],
      ['PersistentAction', action],
    ]);
  });
});

describe('R11: choices', () => {
  const button = (index: number) => ({ id: `b${index}`, title: `Button ${index}` });
  const buttons = (count: number): OutboundContent => ({
    type: 'buttons',
    text: 'When?',
    buttons: Array.from({ length: count }, (_, index) => button(index)),
  });

  test.each([
    [1, ['buttons']],
    [3, ['buttons']],
    [4, ['list']],
    [10, ['list']],
    [11, ['text']],
  ])('%i of them are %j', (count, types) => {
    expect(typesOf(buttons(count))).toEqual(types);
  });

  test('are quick replies, whose text is a variable', () => {
    expect(rendered(buttons(1)).draft).toEqual({
      kind: 'content',
      content: {
        types: {
          'twilio/quick-reply': { body: '{{1}}', actions: [{ type: 'QUICK_REPLY', title: 'Button 0', id: 'b0' }] },
        },
        samples: { '1': 'text' },
        values: { '1': 'When?' },
      },
    });
  });

  test('are a list picker', () => {
    const rows = [
      { id: 'zg', title: 'Zagreb', description: 'Ilica 1' },
      { id: 'st', title: 'Split' },
    ];
    const { draft } = rendered({ type: 'list', text: 'Where?', button: 'Shops', sections: [{ rows }] });
    expect(draft).toMatchObject({
      content: {
        types: {
          'twilio/list-picker': {
            button: 'Shops',
            items: [
              { item: 'Zagreb', id: 'zg', description: 'Ilica 1' },
              { item: 'Split', id: 'st' },
            ],
          },
        },
      },
    });
  });

  test('under texts of several lines are the same content, whatever these say', () => {
    const under = (text: string) => rendered({ type: 'buttons', text, buttons: [button(0)] }).draft;
    const content = { types: { 'twilio/quick-reply': { body: '{{1}}\n\n{{2}}' } } };
    expect(under('Hi Ana,\n\nwhen?')).toMatchObject({
      content: { ...content, samples: { 1: 'text', 2: 'text' }, values: { 1: 'Hi Ana,', 2: 'when?' } },
    });
    expect(under('Hi Iria,\n\nwhere?')).toMatchObject({ content });
  });

  test('keep a text that no variable may hold, and braces that are no variable', () => {
    const { draft } = rendered({ type: 'buttons', text: 'Two\tparts of {{1}}', buttons: [button(0)] });
    expect(draft).toMatchObject({
      content: { types: { 'twilio/quick-reply': { body: 'Two\tparts of {\u2060{1}}' } }, samples: {}, values: {} },
    });
  });

  test('without room for header and footer carry them outside', () => {
    const header = { type: 'image', media: { url: 'https://cdn.example/a' } } as const;
    expect(typesOf({ type: 'buttons', text: 'x', buttons: [button(0)], header, footer: 'f' })).toEqual([
      'image',
      'buttons',
    ]);
  });
});

test('links, flows and products are contents of their own type', () => {
  const link = rendered({ type: 'cta_url', text: 'See', label: 'Open', url: 'https://bikes.example' }).draft;
  expect(link).toMatchObject({
    content: {
      types: { 'twilio/call-to-action': { actions: [{ type: 'URL', title: 'Open', url: 'https://bikes.example' }] } },
    },
  });
  const parameters = { flowId: '1', flowCta: 'Start', flowActionPayload: { screen: 'ONE' } };
  expect(rendered({ type: 'flow', body: { text: 'Go' }, action: { parameters } }).draft).toMatchObject({
    content: { types: { 'whatsapp/flows': { flow_id: '1', button_text: 'Start', flow_first_page_id: 'ONE' } } },
  });
  const withData = { ...parameters, flowActionPayload: { screen: 'ONE', data: { a: 1 } } };
  expect(refusalOf({ type: 'flow', body: { text: 'Go' }, action: { parameters: withData } })).toContain('data');
  const sections = [{ title: 'New', productItems: [{ productRetailerId: 'B-1' }] }];
  expect(
    rendered({ type: 'product_list', body: { text: 'All' }, action: { catalogId: '2', sections } }).draft,
  ).toMatchObject({
    content: { types: { 'twilio/catalog': { id: '2', items: [{ id: 'B-1', section_title: 'New' }] } } },
  });
});

test('raw parameters pass through, but not to somebody else', () => {
  const payload = {
    Body: 'x',
    To: 'whatsapp:+1',
    MediaUrl: ['a', 'b'],
    ContentVariables: { '1': 'y' },
    ShortenUrls: true,
  };
  expect(fieldsOf({ type: 'raw', provider: 'twilio', payload })).toEqual([
    ['Body', 'x'],
    ['MediaUrl', 'a'],
    ['MediaUrl', 'b'],
    ['ContentVariables', '{"1":"y"}'],
    ['ShortenUrls', 'true'],
  ]);
  expect(refusalOf({ type: 'raw', provider: 'meta', payload })).toContain('meta');
});
