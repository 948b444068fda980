import { expect, test } from 'vitest';
import { createDescription } from '../../scripts/openapi/description.ts';
import { judge } from '../../scripts/openapi/judge.ts';
import type { OfficialProvider, Recording } from '../../scripts/openapi/provider.ts';
import type { Exchange } from '../../scripts/openapi/recorder.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const text = { type: 'string' };

/** A small document with everything that the providers' documents make use of. */
const document = () => ({
  servers: [{ url: 'https://api.example' }],
  paths: {
    '/parcels/{Sid}.json': {
      get: {
        parameters: [
          { name: 'Sid', in: 'path', required: true, schema: { ...text, pattern: '^PA\\d+$' } },
          { name: 'Page', in: 'query', schema: { type: 'integer' } },
        ],
        responses: { 200: json({ $ref: '#/components/schemas/Parcel' }), '4XX': json({ required: ['code'] }) },
      },
    },
    '/parcels.json': {
      post: {
        requestBody: {
          required: true,
          content: {
            'application/x-www-form-urlencoded': {
              schema: {
                type: 'object',
                required: ['To'],
                properties: { To: text, Weight: { type: 'integer' }, Label: { type: 'array', items: text } },
              },
            },
          },
        },
        responses: { 201: {} },
      },
    },
  },
  webhooks: { moved: { post: { requestBody: json({ $ref: '#/components/schemas/Parcel' }) } } },
  components: {
    schemas: {
      Parcel: {
        type: 'object',
        properties: { kind: text, note: { ...text, nullable: true }, inside: { $ref: '#/components/schemas/Inside' } },
      },
      Inside: {
        type: 'object',
        required: ['type'],
        properties: { type: text },
        discriminator: {
          propertyName: 'type',
          mapping: { BOOK: '#/components/schemas/Book', LAMP: '#/components/schemas/Lamp' },
        },
      },
      Book: { allOf: [{ $ref: '#/components/schemas/Inside' }, { properties: { pages: { type: 'integer' } } }] },
      Lamp: { allOf: [{ $ref: '#/components/schemas/Inside' }, { properties: { watts: { type: 'integer' } } }] },
    },
  },
});

const provider: OfficialProvider = {
  ...{ folder: 'example', displayName: 'Example', isClosed: true },
  correct: () => {},
  undescribed: [/^GET \/files\//],
  run: () => Promise.reject(new Error('Nothing is run here.')),
};

function judged(recording: Partial<Recording>) {
  const description = createDescription(document(), provider);
  return judge(provider, [description], { exchanges: [], webhooks: [], failures: [], ...recording });
}

const NONE = { type: '', text: '' };
const body = (value: unknown) => ({ type: 'application/json', text: JSON.stringify(value) });

const reading = (answer: unknown, path = '/parcels/PA1.json', status = 200): Exchange => {
  return { method: 'GET', url: new URL(path, 'https://api.example'), request: NONE, status, answer: body(answer) };
};
const posting = (form: string): Exchange => ({
  ...{ method: 'POST', url: new URL('https://api.example/parcels.json'), status: 201, answer: NONE },
  request: { type: 'application/x-www-form-urlencoded', text: form },
});
const faultsOf = (...exchanges: Exchange[]) => judged({ exchanges }).faults;

test('what fits is counted, request and answer', () => {
  const parcel = { kind: 'small', note: null, inside: { type: 'BOOK', pages: 12 } };
  const exchanges = [reading(parcel, '/parcels/PA1.json?Page=2'), posting('To=Mina&Weight=3&Label=a&Label=b')];
  const webhooks = [{ name: 'moved', body: parcel }];
  expect(judged({ exchanges, webhooks })).toEqual({ requests: 2, answers: 2, webhooks: 1, faults: [] });
});

test('a member that the document does not name is a fault, at the top and further in', () => {
  expect(faultsOf(reading({ kinds: 'small' }))).toEqual([expect.stringContaining('kinds')]);
  expect(faultsOf(reading({ inside: { type: 'BOOK', page: 1 } }))).toEqual([expect.stringContaining('page')]);
  expect(judged({ webhooks: [{ name: 'moved', body: { knid: 'x' } }] }).faults).toHaveLength(1);
});

test('a discriminator chooses the schema, and must be known', () => {
  expect(faultsOf(reading({ inside: { type: 'LAMP', pages: 12 } }))).toEqual([expect.stringContaining('pages')]);
  expect(faultsOf(reading({ inside: { type: 'BOOK', pages: 'many' } }))).toEqual([expect.stringContaining('integer')]);
  expect(faultsOf(reading({ inside: { type: 'VASE' } }))).toEqual([expect.stringContaining('BOOK')]);
});

test('a form is read by its schema', () => {
  expect(faultsOf(posting('To=Mina&Weight=heavy'))).toEqual([expect.stringContaining('/Weight must be integer')]);
  expect(faultsOf(posting('to=Mina'))).toEqual([expect.stringContaining("required property 'To'")]);
  expect(faultsOf(posting(''))).toEqual([expect.stringContaining('missing')]);
});

test('path and query are held against their parameters', () => {
  expect(faultsOf(reading({}, '/parcels/XX1.json'))).toEqual([expect.stringContaining('parameter Sid')]);
  expect(faultsOf(reading({}, '/parcels/PA1.json?Page=x'))).toEqual([expect.stringContaining('parameter Page')]);
  expect(faultsOf(reading({}, '/parcels/PA1.json?Size=2'))).toEqual([expect.stringContaining('Size is not described')]);
});

test('what no document describes is a fault, unless it is known to be left out', () => {
  expect(faultsOf(reading({}, '/letters'))).toEqual([expect.stringContaining('is not described')]);
  expect(faultsOf(reading({}, 'https://other.example/parcels/PA1.json'))).toHaveLength(1);
  expect(judged({ exchanges: [reading({}, '/files/1')] })).toMatchObject({ requests: 0, answers: 0, faults: [] });
});

test('of a refused request only the refusal is looked at', () => {
  const refused = judged({ exchanges: [reading({ code: 1 }, '/parcels/PA1.json?Size=2', 404)] });
  expect(refused).toMatchObject({ requests: 0, answers: 1, faults: [] });
  expect(faultsOf(reading({}, '/parcels/PA1.json', 404))).toEqual([expect.stringContaining('code')]);
  expect(faultsOf(reading({}, '/parcels/PA1.json', 500))).toEqual([expect.stringContaining('500 is not described')]);
});

test('what our client could not do is a fault', () => {
  expect(judged({ failures: ['sending text: refused'] }).faults).toEqual(['sending text: refused']);
});
