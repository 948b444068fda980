import { describe, expect, test } from 'vitest';
import type { TemplatesFacet } from '../../domain/provider.ts';
import type { TemplateDraft } from '../../domain/template.ts';
import { type Answers, connectTo, graphError } from './fixtures/graph.ts';
import { ACCOUNT_ID, settings } from './fixtures/webhooks.ts';

const PATH = `${ACCOUNT_ID}/message_templates`;
const order = { id: '12345678901234567', name: 'order_ready', language: 'en', status: 'APPROVED', category: 'UTILITY' };

function facetOf(answers: Answers) {
  const { provider, calls } = connectTo(answers);
  const templates: TemplatesFacet = provider.templates ?? expect.fail('no facet');
  return { templates, calls, common: { account: ACCOUNT_ID, signal: AbortSignal.timeout(5_000) } };
}

describe('item 59: the list', () => {
  test('goes on while there is a next page', async () => {
    const { templates, calls, common } = facetOf({
      [`GET ${PATH}`]: [
        { data: [order, { id: 'no name' }], paging: { cursors: { after: 'c2' }, next: 'https://graph.example/next' } },
        { data: [], paging: { cursors: { before: 'c2', after: 'c3' } } },
      ],
    });
    const first = await templates.list(common);
    expect(first).toMatchObject({ ok: true, value: { templates: [{ name: 'order_ready' }], next: 'c2' } });
    expect(await templates.list({ ...common, after: 'c2' })).toEqual({ ok: true, value: { templates: [] } });
    expect(calls.map(({ url }) => url.searchParams.get('after'))).toEqual([null, 'c2']);
    expect(calls[0]?.url.searchParams.get('fields')).toContain('components');
  });

  test('item 61: keeps all digits of an id', async () => {
    const page = new Response('{"data":[{"id":98765432109876543,"name":"a","language":"en"}]}');
    const { templates, common } = facetOf({ [`GET ${PATH}`]: page });
    expect(await templates.list(common)).toMatchObject({ value: { templates: [{ providerId: '98765432109876543' }] } });
  });

  test('tells why it cannot be had', async () => {
    const { templates, common } = facetOf({ [`GET ${PATH}`]: graphError(200, {}, 403) });
    expect(await templates.list(common)).toMatchObject({ ok: false, trouble: { kind: 'misconfigured', code: '200' } });
    const unknown = facetOf({});
    expect(await unknown.templates.list(common)).toMatchObject({ ok: false, trouble: { kind: 'not_found' } });
  });
});

const draft: TemplateDraft = {
  name: 'order_ready',
  language: 'en',
  category: 'utility',
  parameterFormat: 'positional',
  body: { text: 'Hello {{1}}, your order {{2}} is ready.', examples: { 1: 'Iria', 2: 'B-1' } },
};

describe('creating', () => {
  const created = { id: '77', status: 'PENDING', category: 'MARKETING' };
  const create = async (more: Partial<TemplateDraft>, answers: Answers = {}) => {
    const { templates, calls, common } = facetOf({ [`POST ${PATH}`]: created, ...answers });
    const told = await templates.create({ ...common, draft: { ...draft, ...more } });
    return { told, calls, body: calls.at(-1)?.body };
  };

  test('tells id, status and the category that Meta chose', async () => {
    const { told, body } = await create({});
    expect(told).toEqual({ ok: true, value: { providerId: '77', status: 'pending', category: 'marketing' } });
    expect(body).toEqual({
      name: 'order_ready',
      language: 'en',
      category: 'UTILITY',
      parameter_format: 'POSITIONAL',
      components: [{ type: 'BODY', text: draft.body.text, example: { body_text: [['Iria', 'B-1']] } }],
    });
  });

  test('names the variables, and gives each its example', async () => {
    const { body } = await create({
      parameterFormat: 'named',
      header: { format: 'text', text: 'Order {{number}}', examples: { number: 'B-1' } },
      body: { text: 'Hello {{first_name}}!', examples: { first_name: 'Iria' } },
      footer: 'Tidewell',
      buttons: [
        { type: 'url', text: 'Map', url: 'https://bikes.example/{{1}}', example: 'https://bikes.example/B-1' },
        { type: 'copy_code', example: 'SPRING' },
        { type: 'phone_number', text: 'Call', phoneNumber: '+15550100200' },
        { type: 'quick_reply', text: 'Thanks' },
      ],
    });
    expect(body).toMatchObject({
      parameter_format: 'NAMED',
      components: [
        {
          type: 'HEADER',
          format: 'TEXT',
          text: 'Order {{number}}',
          example: { header_text_named_params: [{ param_name: 'number', example: 'B-1' }] },
        },
        { type: 'BODY', example: { body_text_named_params: [{ param_name: 'first_name', example: 'Iria' }] } },
        { type: 'FOOTER', text: 'Tidewell' },
        {
          type: 'BUTTONS',
          buttons: [
            { type: 'URL', text: 'Map', url: 'https://bikes.example/{{1}}', example: ['https://bikes.example/B-1'] },
            { type: 'COPY_CODE', example: 'SPRING' },
            { type: 'PHONE_NUMBER', text: 'Call', phone_number: '+15550100200' },
            { type: 'QUICK_REPLY', text: 'Thanks' },
          ],
        },
      ],
    });
  });

  test('hands over an example file, whose address gets no token', async () => {
    const file = new Response('bytes', { headers: { 'content-type': 'image/jpeg' } });
    const { body, calls } = await create(
      { header: { format: 'image', exampleUrl: 'https://cdn.example/cover.jpg' } },
      {
        'https://cdn.example/cover.jpg': file,
        [`POST ${settings.appId}/uploads`]: { id: 'upload:MTph?sig=x' },
        'POST upload:MTph': { h: '4:handle' },
      },
    );
    expect(body).toMatchObject({
      components: [{ type: 'HEADER', format: 'IMAGE', example: { header_handle: ['4:handle'] } }, {}],
    });
    const [fetched, session, upload] = calls;
    expect(fetched?.headers.get('authorization')).toBeNull();
    expect(Object.fromEntries(session?.url.searchParams ?? [])).toMatchObject({
      file_name: 'cover.jpg',
      file_length: '5',
      file_type: 'image/jpeg',
    });
    expect(upload?.url.searchParams.get('sig')).toBe('x');
    expect(upload?.headers.get('authorization')).toBe(`OAuth ${settings.accessToken}`);
    expect(upload?.headers.get('file_offset')).toBe('0');
    expect(upload?.body).toMatchObject({ size: 5 });
  });

  test('takes a handle that is there already, and a location', async () => {
    const { body } = await create({ header: { format: 'document', exampleHandle: '4:own' } });
    expect(body).toMatchObject({ components: [{ format: 'DOCUMENT', example: { header_handle: ['4:own'] } }, {}] });
    const place = await create({ header: { format: 'location' } });
    expect(place.body).toMatchObject({ components: [{ type: 'HEADER', format: 'LOCATION' }, {}] });
  });

  test('passes components in Meta’s own words', async () => {
    const components = [{ type: 'BODY', add_security_recommendation: true }];
    expect((await create({ category: 'authentication', components })).body).toMatchObject({ components });
  });

  test.each([
    [{ body: { text: 'Hello {{1}}' } }, 'variable 1 of the body'],
    [{ header: { format: 'text' as const, text: '{{1}}' } }, 'variable 1 of the header'],
    [{ header: { format: 'video' as const } }, 'example file'],
    [{ buttons: [{ type: 'url', text: 'Map', url: 'https://a.example/{{1}}' }] }, 'button 0'],
    [{ category: 'authentication' }, 'components'],
  ])('says what is missing before it asks Meta (%#)', async (more, message) => {
    const { told, calls } = await create(more);
    expect(told).toMatchObject({ ok: false, trouble: { kind: 'invalid', message: expect.stringContaining(message) } });
    expect(calls).toEqual([]);
  });

  const url = { type: 'url', text: 'Map', url: 'https://bikes.example' };
  const reply = { type: 'quick_reply', text: 'Yes' };

  test.each([
    [{ name: 'Order Ready' }, 'name: may hold'],
    [{ body: { text: 'x'.repeat(1_025) } }, 'body.text: has 1025'],
    [{ header: { format: 'text' as const, text: 'x'.repeat(61) } }, 'header.text: has 61'],
    [{ footer: 'x'.repeat(61) }, 'footer: has 61'],
    [{ buttons: [url, url, ...Array.from({ length: 9 }, () => reply)] }, 'buttons: has 11'],
    [{ buttons: [url, url, url] }, 'buttons: has 3 of the type url'],
    [{ buttons: [reply, url, reply] }, 'must stand together'],
    [{ buttons: [{ ...reply, text: 'x'.repeat(26) }] }, 'buttons[0].text: has 26'],
    [{ buttons: [{ ...url, url: `https://a.example/${'x'.repeat(2_000)}` }] }, 'buttons[0].url: has'],
    [{ buttons: [{ type: 'phone_number', phoneNumber: '1'.repeat(21) }] }, 'buttons[0].phoneNumber: has 21'],
  ])('items 39, 40: says what is too much before it asks Meta (%#)', async (more, message) => {
    const { told, calls } = await create(more);
    expect(told).toMatchObject({ ok: false, trouble: { kind: 'invalid', message: expect.stringContaining(message) } });
    expect(calls).toEqual([]);
  });

  test.each([
    ['invalid', { 'https://cdn.example/a': new Response('', { status: 404 }) }],
    ['invalid', { 'https://cdn.example/a': new Response('<html>', { headers: { 'content-type': 'text/html' } }) }],
    ['unavailable', { 'https://cdn.example/a': new Error('unreachable') }],
    ['unavailable', { 'https://cdn.example/a': picture(), [`POST ${settings.appId}/uploads`]: {} }],
    ['misconfigured', { 'https://cdn.example/a': picture(), [`POST ${settings.appId}/uploads`]: graphError(190) }],
    [
      'unavailable',
      { 'https://cdn.example/a': picture(), [`POST ${settings.appId}/uploads`]: { id: 'u:1' }, 'POST u:1': {} },
    ],
  ] as const)('says %s when the example cannot be handed over (%#)', async (kind, answers) => {
    const { told } = await create({ header: { format: 'image', exampleUrl: 'https://cdn.example/a' } }, answers);
    expect(told).toMatchObject({ ok: false, trouble: { kind } });
  });

  test('repeats what Meta writes for people', async () => {
    const refusal = graphError(100, { error_subcode: 2388293, error_user_msg: 'Too many variables for its length.' });
    const { told } = await create({}, { [`POST ${PATH}`]: refusal });
    expect(told).toMatchObject({
      ok: false,
      trouble: { kind: 'invalid', code: '100', message: expect.stringContaining('Too many variables') },
    });
  });
});

function picture(): Response {
  return new Response('bytes', { headers: { 'content-type': 'image/png' } });
}

describe('deleting', () => {
  test('in all languages needs the name alone', async () => {
    const { templates, calls, common } = facetOf({ [`DELETE ${PATH}`]: { success: true } });
    expect(await templates.delete({ ...common, name: 'order_ready' })).toEqual({ ok: true, value: null });
    expect(calls[0]?.url.searchParams.get('name')).toBe('order_ready');
    expect(calls[0]?.url.searchParams.get('hsm_id')).toBeNull();
  });

  test('in one language needs its id, which is looked up', async () => {
    const { templates, calls, common } = facetOf({
      [`GET ${PATH}`]: [
        { data: [{ ...order, id: '1', name: 'order_ready_2' }], paging: { cursors: { after: 'c2' }, next: 'x' } },
        { data: [order] },
      ],
      [`DELETE ${PATH}`]: { success: true },
    });
    expect(await templates.delete({ ...common, name: 'order_ready', language: 'en' })).toMatchObject({ ok: true });
    expect(calls.at(-1)?.url.searchParams.get('hsm_id')).toBe(order.id);
  });

  test('what is not there is not found', async () => {
    const { templates, common } = facetOf({ [`GET ${PATH}`]: { data: [] } });
    expect(await templates.delete({ ...common, name: 'x', language: 'en' })).toMatchObject({
      ok: false,
      trouble: { kind: 'not_found' },
    });
  });

  test('tells why it did not work', async () => {
    const { templates, common } = facetOf({ [`DELETE ${PATH}`]: graphError(80007) });
    const request = { ...common, name: 'x', language: 'en', providerId: '1' };
    expect(await templates.delete(request)).toMatchObject({ ok: false, trouble: { kind: 'throttled' } });
  });
});
