import { expect, test } from 'vitest';
import type { InboundContent } from '../domain/content.ts';
import type { TurnReply } from '../store/work.ts';
import type { PipelineContext } from './parts.ts';
import { giveUpStep } from './turn-outcome.ts';
import { createTurnReplies } from './turn-replies.ts';
import { planSession } from './turn-request.ts';

const PAYMENT: InboundContent = {
  ...{ type: 'payment', status: 'success', referenceId: 'order-77', provider: { transaction_id: 't1' } },
};
const AWAITED = { tea: { type: 'payment', status: 'awaited', referenceId: 'order-77' }, step: 2 };
const SESSION = { id: 'ses_1', revision: 1, startedAt: 0, lastAt: 0, ended: false, state: null, choices: [] };
const MINUTE_MS = 60_000;

/** A turn in which this came to a session that waits for a payment. */
function turnWith(content: InboundContent) {
  return {
    ...{ turnId: 'turn_1', lane: {}, lastFallbackAt: null, deferredUntil: null, state: 'open' },
    conversation: { id: 'conv_1', channelId: 'chn_1', senderId: 'snd_1' },
    session: { ...SESSION, variables: AWAITED },
    items: [{ messageId: 'msg_1', receivedAt: 1_000, content }],
  } as never; // No more of a turn is looked at.
}

const channel = {
  ...{
    channel: { id: 'chn_1', botId: 'bot_1', rules: { sessionTimeoutMs: MINUTE_MS, fallbackText: '', language: 'en' } },
  },
  ...{ senders: [], active: null, connections: [] },
} as never;

function giveUp(content: InboundContent) {
  const claimed = turnWith(content);
  const context = { clock: { now: () => 2_000 }, ids: { next: () => 'dl_1' } } as unknown as PipelineContext;
  return giveUpStep({ claimed, channel, session: planSession(claimed, MINUTE_MS).session }, 'no bot', context);
}

test('a payment that the bot never heard of stands in its variable all the same', () => {
  expect(giveUp(PAYMENT).session).toMatchObject({ id: 'ses_1', variables: { tea: PAYMENT, step: 2 } });
});

test('a turn without one leaves the session alone when it is given up', () => {
  expect(giveUp({ type: 'text', text: 'Hi' }).session).toBeNull();
});

/** What is stored of a reply to the turn, before its session was. */
async function reply(content: InboundContent, answer: object) {
  const stored: TurnReply[] = [];
  const context = {
    tokens: { verify: () => true, issue: () => 'key' },
    clock: { now: () => 2_000 },
    ids: { next: (prefix: string) => `${prefix}_1` },
    directory: { channel: () => channel, bot: () => ({ connector: { parseReply: () => ({ parts: [], ...answer }) } }) },
    store: {
      openTurn: async () => turnWith(content),
      replyToTurn: async (given: TurnReply) => stored.push(given),
    },
    observer: { changed() {} },
  } as unknown as PipelineContext; // The rest has no part in it.
  await createTurnReplies(context).receive('turn_1', 'token', {});
  return stored[0];
}

test('a reply that overtakes the storing of its session brings the payment along', async () => {
  expect(await reply(PAYMENT, {})).toMatchObject({ variables: { tea: PAYMENT } });
  expect(await reply(PAYMENT, { variables: { step: 3 } })).toMatchObject({ variables: { tea: PAYMENT, step: 3 } });
  expect(await reply(PAYMENT, { variables: { tea: 'mine' } })).toMatchObject({ variables: { tea: 'mine' } });
  expect(await reply({ type: 'text', text: 'Hi' }, {})).not.toHaveProperty('variables');
});

test('a reply with a bill changes the variable of the bill alone', async () => {
  const content = { type: 'order_details', action: { parameters: { referenceId: 'order-78' } } };
  const replied = await reply({ type: 'text', text: 'Hi' }, { parts: [{ content, paymentVariable: 'rice' }] });
  expect(replied?.variables).toEqual({ rice: { type: 'payment', status: 'awaited', referenceId: 'order-78' } });
});
