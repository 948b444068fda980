import { expect, test } from 'vitest';
import type { Capabilities } from '../domain/capability.ts';
import { DEFAULT_RULES } from '../domain/channel.ts';
import type { MessageId } from '../domain/ids.ts';
import { draftMessages } from './drafts.ts';

// The kinds that are drafted here, and their limits.
const capabilities = {
  content: { text: 'native', template: 'native', raw: 'native' },
  limits: { text: 4_096 },
  windowMs: 1,
} as unknown as Capabilities;
const context = {
  definition: {
    ...{ id: 'parcel', displayName: 'Parcel', capabilities },
    isNative: (payload: object) => 'parcel' in payload,
  },
  rules: DEFAULT_RULES,
  now: 0,
  nextId: () => 'msg_1' as MessageId,
};
const TEXT = { type: 'text', text: 'hi' } as const;
const TEMPLATE = { type: 'template', name: 'hello', language: 'en' } as const;
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

test.each([
  ['an answer', 'bot', TEXT, 'reject', 15 * MINUTE_MS],
  ['a template that a bot sends', 'bot', TEMPLATE, 'reject', DAY_MS],
  ['a message of the API', 'api', TEXT, 'reject', DAY_MS],
  ['whatever may wait for the person', 'bot', TEXT, 'hold', 30 * DAY_MS],
] as const)('%s has its time', (_name, author, content, windowPolicy, lifetimeMs) => {
  const rules = { ...DEFAULT_RULES, windowPolicy };
  const drafted = draftMessages({ author, content }, { ...context, rules });
  expect(drafted).toMatchObject({ ok: true, drafts: [{ expiresAt: lifetimeMs }] });
});

test('item 42: free-form content needs an open window, unless who sends it wants the provider to decide', () => {
  const freeForm = (ignoreWindow: boolean, content: typeof TEXT | typeof TEMPLATE = TEXT) => {
    const drafted = draftMessages({ author: 'api', content, ignoreWindow }, context);
    return drafted.ok && drafted.drafts.map((draft) => draft.freeForm);
  };
  expect(freeForm(false)).toEqual([true]);
  expect(freeForm(true)).toEqual([false]);
  expect(freeForm(false, TEMPLATE)).toEqual([false]);
});

test("another provider's raw message is refused before anything is stored", () => {
  const raw = (provider: string) =>
    draftMessages({ author: 'bot', content: { type: 'raw', provider, payload: {} } }, context);
  expect(raw('letter')).toMatchObject({ ok: false, path: 'provider' });
  expect(raw('parcel')).toMatchObject({ ok: true });
});

test('an object in the words of nobody yet goes as raw of the provider that knows them, and never otherwise', () => {
  const drafted = (payload: Record<string, unknown>) =>
    draftMessages({ author: 'bot', content: { type: 'raw', provider: '', payload } }, context);
  const payload = { parcel: { to: 'x' } };
  expect(drafted(payload)).toMatchObject({ drafts: [{ content: { type: 'raw', provider: 'parcel', payload } }] });
  expect(drafted({ letter: 1 })).toMatchObject({
    ...{ ok: false, path: 'type' },
    message: expect.stringMatching(/^is missing \(one of text, image.*no request in the words of Parcel$/),
  });
  expect(drafted({ type: 'poll', question: 'Which?' })).toMatchObject({
    ...{ ok: false, path: 'type' },
    message: expect.stringMatching(/^must be one of text, image.*no request in the words of Parcel$/),
  });
});
