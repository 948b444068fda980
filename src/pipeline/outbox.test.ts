import { expect, test } from 'vitest';
import { type ChannelRules, DEFAULT_RULES } from '../domain/channel.ts';
import type { EnqueueItem } from '../store/work.ts';
import { createOutbox } from './outbox.ts';
import type { PipelineContext } from './parts.ts';

const CAPABILITIES = { content: { text: 'native' }, limits: { text: 20 }, windowMs: null };

interface Rig {
  steps: string[][];
  context: PipelineContext;
}

function rig(rules: Partial<ChannelRules> = {}): Rig {
  const steps: string[][] = [];
  const entry = {
    channel: { id: 'chn_1', rules: { ...DEFAULT_RULES, ...rules } },
    senders: [{ id: 'snd_1' }],
    active: { definition: { id: 'fake', displayName: 'Fake', capabilities: CAPABILITIES }, provider: {} },
  };
  let serial = 0;
  const context = {
    directory: { channel: () => entry },
    clock: { now: () => 0 },
    ids: { next: (prefix: string) => `${prefix}_${++serial}` },
    templates: { of: async () => null, peek: () => null },
    store: {
      async enqueueAll(items: readonly EnqueueItem[]) {
        steps.push(items.map(({ draft }) => (draft.content.type === 'text' ? draft.content.text : '')));
        return items.map(({ draft }) => ({ outcome: 'created', messageId: draft.messageId, status: 'queued' }));
      },
    },
  } as unknown as PipelineContext; // The outbox uses no more of it.
  return { steps, context };
}

test('the parts of one request are queued in one step, so that nothing can come between them', async () => {
  const { steps, context } = rig();
  const content = { type: 'text' as const, text: 'one two three four five six seven' };
  const sent = await createOutbox(context).send({
    ...{ channelId: 'chn_1', to: { phone: '+4915112345678' }, content, author: 'api' },
  });
  expect(sent).toMatchObject({ outcome: 'created', status: 'queued' });
  expect(steps).toEqual([['one two three four', 'five six seven']]);
});

test('a channel that sends answers only refuses what nobody asked for, but not the agent of a conversation', async () => {
  const { steps, context } = rig({ proactive: false });
  const { send } = createOutbox(context);
  const content = { type: 'text' as const, text: 'Hello' };
  const request = { channelId: 'chn_1', content };
  const phone = { phone: '+4915112345678' };
  expect(await send({ ...request, to: phone, author: 'api' })).toEqual({ outcome: 'proactive_off' });
  expect(await send({ ...request, to: phone, author: 'agent' })).toEqual({ outcome: 'proactive_off' });
  const to = { conversationId: 'cnv_1' };
  expect(await send({ ...request, to, author: 'api' })).toEqual({ outcome: 'proactive_off' });
  expect(await send({ ...request, to, author: 'agent' })).toMatchObject({ outcome: 'created' });
  expect(steps).toEqual([['Hello']]);
});

test('an object that nobody knows is refused where its type should be', async () => {
  const { steps, context } = rig();
  const content = { type: 'raw' as const, provider: '', payload: { kind: 'card' } };
  const request = { channelId: 'chn_1', to: { phone: '+4915112345678' }, content, author: 'api' as const };
  expect(await createOutbox(context).send(request)).toMatchObject({ outcome: 'invalid', field: 'content.type' });
  expect(steps).toEqual([]);
});
