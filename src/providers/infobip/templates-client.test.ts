import { describe, expect, test } from 'vitest';
import { connect, exception, startFarEnd } from '../../../test/support/infobip-far-end.ts';
import type { TemplateDraft } from '../../domain/template.ts';

const PATH = '/whatsapp/2/senders/15550100200/templates';
const request = { account: '15550100200', signal: new AbortController().signal };

const listed = {
  id: '111',
  businessAccountId: 222,
  name: 'order_ready',
  language: 'en_GB',
  status: 'APPROVED',
  category: 'MARKETING',
  structure: {
    header: { format: 'TEXT', text: 'For {{1}}', example: 'Ana' },
    body: { text: 'Order {{2}} of {{1}} is ready', examples: ['Ana', '7781'] },
    footer: { text: 'Shop' },
    buttons: [
      { type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}', example: 'x' },
      { type: 'QUICK_REPLY', text: 'Fine' },
      { type: 'PHONE_NUMBER', text: 'Call', phoneNumber: '15550100200' },
      { type: 'MULTI_PRODUCT', text: 'Look' },
    ],
    limitedTimeOffer: { text: 'Today', hasExpiration: true },
    carousel: { cards: [{ header: { format: 'IMAGE' }, body: { text: '{{1}} €' }, buttons: [] }] },
    type: 'TEXT',
  },
  quality: 'MEDIUM',
};

describe('the list of templates', () => {
  test('R28: has all that is needed to send them', async () => {
    const far = await startFarEnd(() => ({ body: { templates: [listed, { name: 'no_language' }, null] } }));
    const answer = await connect(far).templates?.list(request);
    expect(answer).toEqual({
      ok: true,
      value: {
        templates: [
          {
            providerId: '111',
            name: 'order_ready',
            language: 'en_GB',
            category: 'marketing',
            status: 'approved',
            quality: 'yellow',
            rejection: null,
            parameterFormat: 'positional',
            header: { format: 'text', text: 'For {{1}}', variables: ['1'] },
            body: { text: 'Order {{2}} of {{1}} is ready', variables: ['1', '2'] },
            footer: 'Shop',
            buttons: [
              { type: 'url', text: 'Track', url: 'https://shop.example/{{1}}', needsParameter: true },
              { type: 'quick_reply', text: 'Fine', needsParameter: false },
              { type: 'phone_number', text: 'Call', phoneNumber: '15550100200', needsParameter: false },
              { type: 'mpm', text: 'Look', needsParameter: true },
            ],
            cards: [{ header: { format: 'image' }, body: { text: '{{1}} €', variables: ['1'] }, buttons: [] }],
            hasOffer: true,
            provider: listed,
          },
        ],
      },
    });
    expect(far.calls.map(({ what }) => what)).toEqual([`GET ${PATH}`]);
  });

  test('R28: knows the one variable of an authentication template, and texts of the first version', async () => {
    const code = {
      ...{ id: 1, name: 'code', language: 'en', category: 'AUTHENTICATION', status: 'SECOND_PAUSED' },
      structure: { body: { addSecurityRecommendation: true }, buttons: [{ otpType: 'COPY_CODE', text: 'Copy' }] },
    };
    const old = { name: 'old', language: 'en', structure: { body: 'Hi {{1}}', footer: 'Shop' } };
    const far = await startFarEnd(() => ({ body: { templates: [code, old] } }));
    expect(await connect(far).templates?.list(request)).toMatchObject({
      value: {
        templates: [
          {
            providerId: '1',
            status: 'paused',
            body: { variables: ['1'] },
            buttons: [{ type: 'otp', needsParameter: true }],
          },
          { providerId: null, status: 'unknown', body: { text: 'Hi {{1}}', variables: ['1'] }, footer: 'Shop' },
        ],
      },
    });
  });
});

const draft: TemplateDraft = {
  name: 'order_ready',
  language: 'en_GB',
  category: 'utility',
  parameterFormat: 'positional',
  header: { format: 'text', text: 'For {{1}}', examples: { 1: 'Ana' } },
  body: { text: 'Order {{2}} of {{1}} is ready', examples: { 1: 'Ana', 2: '7781' } },
  footer: 'Shop',
  buttons: [{ type: 'url', text: 'Track', url: 'https://shop.example/{{1}}', example: 'x' }],
};

describe('a new template', () => {
  test('R28: goes to the second version of the API', async () => {
    const far = await startFarEnd(() => ({
      status: 201,
      body: { id: '112', status: 'PENDING', category: 'MARKETING' },
    }));
    expect(await connect(far).templates?.create({ ...request, draft })).toEqual({
      ok: true,
      value: { providerId: '112', status: 'pending', category: 'marketing' },
    });
    expect(far.calls).toMatchObject([
      {
        what: `POST ${PATH}`,
        json: {
          name: 'order_ready',
          language: 'en_GB',
          category: 'UTILITY',
          structure: {
            header: { format: 'TEXT', text: 'For {{1}}', example: 'Ana' },
            body: { text: 'Order {{2}} of {{1}} is ready', examples: ['Ana', '7781'] },
            footer: { text: 'Shop' },
            buttons: [{ type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}', example: 'x' }],
            type: 'TEXT',
          },
        },
      },
    ]);
  });

  test('R28: with a file shows where the example lies; a structure of Infobip’s own goes as it is', async () => {
    const far = await startFarEnd(() => ({ status: 201, body: {} }));
    const provider = connect(far);
    const exampleUrl = 'https://cdn.example/a.png';
    await provider.templates?.create({ ...request, draft: { ...draft, header: { format: 'image', exampleUrl } } });
    const structure = { body: { addSecurityRecommendation: true }, footer: {}, buttons: [{ otpType: 'COPY_CODE' }] };
    const { name, language, parameterFormat } = draft;
    const own = {
      name,
      language,
      parameterFormat,
      category: 'authentication',
      body: { text: '' },
      components: [structure],
    };
    await provider.templates?.create({ ...request, draft: own });
    expect(far.calls.map(({ json }) => json.structure)).toMatchObject([
      { header: { format: 'IMAGE', example: exampleUrl }, type: 'MEDIA' },
      structure,
    ]);
  });

  test.each<[Partial<TemplateDraft>, string]>([
    [{ name: 'Order' }, 'name:'],
    [{ category: 'authentication' }, 'components:'],
    [{ parameterFormat: 'named' }, 'parameterFormat:'],
    [{ body: { text: 'Order {{1}} of us' } }, 'body.examples.1:'],
    [{ body: { text: '{{1}} is ready', examples: { 1: 'x' } } }, 'body.text:'],
    [{ body: { text: 'x'.repeat(1_025) } }, 'body.text: has 1025'],
    [{ header: { format: 'image' } }, 'header.exampleUrl:'],
    [{ header: { format: 'text', text: 'x'.repeat(61) } }, 'header.text: has 61'],
    [{ footer: 'x'.repeat(61) }, 'footer: has 61'],
    [
      { buttons: Array.from({ length: 3 }, () => ({ type: 'url', text: 'x', url: 'https://x.example' })) },
      'buttons: has 3',
    ],
    [{ buttons: [{ type: 'url', text: 'x', url: 'https://x.example/{{1}}' }] }, 'buttons[0].example:'],
    [{ components: [] }, 'components: give one'],
  ])('R10, R28: with %j is refused before it is sent', async (own, message) => {
    const far = await startFarEnd(() => ({ status: 201 }));
    expect(await connect(far).templates?.create({ ...request, draft: { ...draft, ...own } })).toMatchObject({
      trouble: { kind: 'invalid', message: expect.stringContaining(message) },
    });
    expect(far.calls).toEqual([]);
  });

  test('R33: that Infobip refuses is told with its members', async () => {
    const far = await startFarEnd(() => exception(400, 'BAD_REQUEST', { name: ['is taken'] }));
    expect(await connect(far).templates?.create({ ...request, draft })).toMatchObject({
      trouble: { kind: 'invalid', message: expect.stringContaining('name is taken') },
    });
  });
});

describe('deleting a template', () => {
  const both = { body: { templates: [listed, { ...listed, language: 'de' }] } };

  test('R28: deletes it in all languages', async () => {
    const far = await startFarEnd(() => ({ status: 204 }));
    expect(await connect(far).templates?.delete({ ...request, name: 'order_ready' })).toEqual({
      ok: true,
      value: null,
    });
    expect(far.calls.map(({ what }) => what)).toEqual([`DELETE ${PATH}/order_ready`]);
  });

  test('R28: in one language is refused where there are others, which would go too', async () => {
    const far = await startFarEnd(() => both);
    const one = { ...request, name: 'order_ready', language: 'en_GB' };
    expect(await connect(far).templates?.delete(one)).toMatchObject({
      trouble: { kind: 'invalid', message: expect.stringContaining('also de') },
    });
    const alone = await startFarEnd(({ what }) =>
      what.startsWith('GET') ? { body: { templates: [listed] } } : { status: 204 },
    );
    expect(await connect(alone).templates?.delete(one)).toEqual({ ok: true, value: null });
  });
});
