import { describe, expect, test } from 'vitest';
import { type Answer, CONTENT, connect, errorOf, startFarEnd } from '../../../test/support/twilio-far-end.ts';
import type { ProviderResult } from '../../domain/provider.ts';
import type { TemplateDraft } from '../../domain/template.ts';

const common = { account: 'twilio', signal: new AbortController().signal };

async function templatesAt(answer: Answer) {
  const far = await startFarEnd(answer);
  const { templates } = connect(far);
  if (templates === undefined) throw new Error('there are no templates');
  return { far, templates };
}

function unwrap<Value>(result: ProviderResult<Value>): Value {
  if (!result.ok) throw new Error(result.trouble.message);
  return result.value;
}

const contentOf = (name: string, own: Record<string, unknown> = {}) => ({
  sid: `HX${name}`,
  friendly_name: name,
  language: 'en',
  types: { 'twilio/text': { body: `${name} {{1}}.` } },
  approval_requests: { name, category: 'MARKETING', status: 'approved', rejection_reason: '' },
  ...own,
});

describe('R13: the list of templates', () => {
  test('holds contents with their approvals, page after page on the configured host', async () => {
    const { far, templates } = await templatesAt(({ query }) => ({
      body: query.has('PageToken')
        ? { contents: [contentOf('two')], meta: { next_page_url: null } }
        : {
            contents: [contentOf('one'), contentOf('gw_0123')],
            meta: { next_page_url: 'https://elsewhere.example/v1/ContentAndApprovals?Page=1&PageToken=t' },
          },
    }));
    const first = unwrap(await templates.list(common));
    expect(first.templates).toMatchObject([
      { providerId: 'HXone', name: 'one', language: 'en', category: 'marketing', status: 'approved', rejection: null },
    ]);
    const second = unwrap(await templates.list({ ...common, after: first.next ?? '' }));
    expect(second).toMatchObject({ templates: [{ name: 'two' }] });
    expect(second.next).toBeUndefined();
    expect(far.calls.map(({ what, query }) => `${what}?${query}`)).toEqual([
      'GET /v1/ContentAndApprovals?PageSize=100',
      'GET /v1/ContentAndApprovals?Page=1&PageToken=t',
    ]);
  });

  test.each([
    ['as an object', { status: 'rejected', rejection_reason: 'Too short' }],
    ['in a list', [{ status: 'rejected', rejection_reason: 'Too short' }]],
    ['below the channel', { whatsapp: { status: 'rejected', rejection_reason: 'Too short' } }],
  ])('reads an approval %s', async (_how, approval_requests) => {
    const { templates } = await templatesAt(() => ({ body: { contents: [contentOf('one', { approval_requests })] } }));
    expect(unwrap(await templates.list(common)).templates).toMatchObject([
      { name: 'one', status: 'rejected', rejection: 'Too short' },
    ]);
  });

  test('tells contents that were never submitted, and passes over what is none', async () => {
    const { templates } = await templatesAt(() => ({
      body: { contents: [contentOf('one', { approval_requests: null }), { sid: 'HX1' }, null] },
    }));
    expect(unwrap(await templates.list(common)).templates).toMatchObject([{ name: 'one', status: 'unsubmitted' }]);
  });
});

const draft: TemplateDraft = {
  name: 'pickup_time',
  language: 'en',
  category: 'utility',
  parameterFormat: 'positional',
  body: { text: 'Hi {{1}}, when will you come for it?', examples: { '1': 'Ana' } },
};

describe('R13: a new template', () => {
  const answer: Answer = ({ what }) =>
    what.endsWith('/whatsapp')
      ? { status: 201, body: { name: 'pickup_time', category: 'UTILITY', status: 'received' } }
      : { status: 201, body: { sid: CONTENT } };

  test('is made and submitted', async () => {
    const { far, templates } = await templatesAt(answer);
    const made = unwrap(await templates.create({ ...common, draft }));
    expect(made).toEqual({ providerId: CONTENT, status: 'received', category: 'utility' });
    expect(far.calls.map(({ what, json }) => [what, json])).toEqual([
      [
        'POST /v1/Content',
        {
          friendly_name: 'pickup_time',
          language: 'en',
          variables: { '1': 'Ana' },
          types: { 'twilio/text': { body: draft.body.text } },
        },
      ],
      [`POST /v1/Content/${CONTENT}/ApprovalRequests/whatsapp`, { name: 'pickup_time', category: 'UTILITY' }],
    ]);
  });

  test('that cannot be submitted leaves nothing behind', async () => {
    const { far, templates } = await templatesAt(({ what }) =>
      what.endsWith('/whatsapp') ? errorOf(20001) : { status: 201, body: { sid: CONTENT } },
    );
    expect(await templates.create({ ...common, draft })).toMatchObject({ ok: false, trouble: { code: '20001' } });
    expect(far.calls.at(-1)?.what).toBe(`DELETE /v1/Content/${CONTENT}`);
  });

  const link = { type: 'url', text: 'See', url: 'https://bikes.example/{{1}}', example: '7' };
  const reply = { type: 'quick_reply', text: 'Yes' };
  test.each<[string, Partial<TemplateDraft>, Record<string, unknown>, Record<string, string>]>([
    [
      'quick replies',
      { buttons: [reply] },
      { 'twilio/quick-reply': { actions: [{ type: 'QUICK_REPLY', title: 'Yes', id: 'Yes' }] } },
      { '1': 'Ana' },
    ],
    [
      'a link whose variable goes on counting',
      { buttons: [link] },
      { 'twilio/call-to-action': { actions: [{ type: 'URL', title: 'See', url: 'https://bikes.example/{{2}}' }] } },
      { '1': 'Ana', '2': '7' },
    ],
    ['both', { buttons: [reply, link] }, { 'whatsapp/card': { actions: [{}, {}] } }, { '1': 'Ana', '2': '7' }],
    [
      'a header and a footer',
      { header: { format: 'text', text: 'For {{1}}', examples: { '1': 'you' } }, footer: 'Bye' },
      { 'whatsapp/card': { header_text: 'For {{2}}', footer: 'Bye' } },
      { '1': 'Ana', '2': 'you' },
    ],
    [
      'a picture, which lies on one host',
      { header: { format: 'image', exampleUrl: 'https://cdn.example/a/b.jpg' } },
      { 'twilio/media': { media: ['https://cdn.example/{{2}}'] } },
      { '1': 'Ana', '2': 'a/b.jpg' },
    ],
    ['types of its own', { components: [{ 'twilio/x': { a: 1 } }] }, { 'twilio/x': { a: 1 } }, { '1': 'Ana' }],
  ])('with %s', async (_what, own, types, variables) => {
    const { far, templates } = await templatesAt(answer);
    unwrap(await templates.create({ ...common, draft: { ...draft, ...own } }));
    expect(far.calls[0]?.json).toMatchObject({ types, variables });
  });
});

describe('R14: a draft is refused before it is made', () => {
  const body = (text: string, ...examples: string[]) => ({
    body: { text, examples: Object.fromEntries(examples.map((example, index) => [String(index + 1), example])) },
  });
  const hundred = Array.from({ length: 101 }, (_, index) => `a b c {{${index + 1}}}`).join(' ');

  test.each<[string, Partial<TemplateDraft>, string]>([
    ['for its name', { name: 'Pickup Time' }, 'name:'],
    ['for a gap among the variables', body('Hi {{1}} and {{3}} and all of you', 'a', 'b'), 'without gaps'],
    ['for variables that touch', body('Hi dear {{1}} {{2}} how are you today', 'a', 'b'), 'between'],
    ['for a variable in front', body('{{1}} is there', 'a'), 'begin'],
    ['for a variable at the end', body('Here is your {{1}}', 'a'), 'end'],
    ['for a missing example', body('Hi {{1}} how are you'), 'example'],
    ['for too few words', body('Hi {{1}} and {{2}} there', 'a', 'b'), 'at least 5 words'],
    ['for too many variables', body(`${hundred} end`, ...Array.from({ length: 101 }, () => 'x')), 'at most 100'],
    ['for a place as header', { header: { format: 'location' } }, 'location'],
    ['for a file without an address', { header: { format: 'image', exampleHandle: '4::' } }, 'exampleUrl'],
    ['as an authentication template without types', { category: 'authentication' }, 'whatsapp/authentication'],
  ])('%s', async (_why, own, message) => {
    const { far, templates } = await templatesAt(() => ({ status: 500 }));
    expect(await templates.create({ ...common, draft: { ...draft, ...own } })).toMatchObject({
      ok: false,
      trouble: { kind: 'invalid', message: expect.stringContaining(message) },
    });
    expect(far.calls).toEqual([]);
  });
});

describe('a template is deleted', () => {
  const answer: Answer = ({ what }) =>
    what.startsWith('DELETE')
      ? { status: 204 }
      : { body: { contents: [contentOf('one'), contentOf('one', { sid: 'HXde', language: 'de' }), contentOf('two')] } };

  test.each([
    [{ providerId: 'HX9' }, ['DELETE /v1/Content/HX9']],
    [{ language: 'de' }, ['GET /v1/ContentAndApprovals', 'DELETE /v1/Content/HXde']],
    [{}, ['GET /v1/ContentAndApprovals', 'DELETE /v1/Content/HXone', 'DELETE /v1/Content/HXde']],
  ])('named by %j', async (named, calls) => {
    const { far, templates } = await templatesAt(answer);
    expect(await templates.delete({ ...common, name: 'one', ...named })).toEqual({ ok: true, value: null });
    expect(far.calls.map(({ what }) => what)).toEqual(calls);
  });

  test('only if it is there', async () => {
    const { templates } = await templatesAt(answer);
    expect(await templates.delete({ ...common, name: 'three' })).toMatchObject({ trouble: { kind: 'not_found' } });
    const gone = await templatesAt(() => errorOf(20404, 404));
    expect(await gone.templates.delete({ ...common, name: 'x', providerId: 'HX9' })).toMatchObject({
      trouble: { kind: 'not_found' },
    });
  });
});
