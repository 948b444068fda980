import { expect, test } from 'vitest';
import type { Capabilities } from '../domain/capability.ts';
import { DEFAULT_RULES } from '../domain/channel.ts';
import type { MessageId } from '../domain/ids.ts';
import { draftMessages } from './drafts.ts';

// The two kinds that are drafted here, and their limits.
const capabilities = {
  content: { text: 'native', template: 'native' },
  limits: { text: 4_096 },
  windowMs: 1,
} as unknown as Capabilities;
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
  const drafted = draftMessages(
    { author, content },
    { capabilities, rules: { ...DEFAULT_RULES, windowPolicy }, now: 0, nextId: () => 'msg_1' as MessageId },
  );
  expect(drafted).toMatchObject({ ok: true, drafts: [{ expiresAt: lifetimeMs }] });
});
