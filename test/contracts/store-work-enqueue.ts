import { describe, expect, test } from 'vitest';
import type { ConversationId } from '../../src/domain/ids.ts';
import { CHANNEL, fresh, type OpenWork, only, phone, textOf, userId } from './store-work-rig.ts';
import { useRig } from './store-work-use.ts';

/** Messages from outside an answer. */
export function describeEnqueue(open: OpenWork): void {
  describe('enqueue', () => {
    const rig = useRig(open);

    test('a message to somebody unknown makes contact and conversation', async () => {
      const item = rig().enqueueItem('hi');
      const outcome = await rig().work.enqueue(item);
      expect(outcome).toMatchObject({ outcome: 'created', messageId: item.draft.messageId, status: 'queued' });
      const send = await rig().claimSend();
      expect(send).toMatchObject({ messageId: item.draft.messageId, author: 'api', freeForm: false });
      expect(send.conversation.identifiers).toEqual([phone('15550001')]);
    });

    test('what the person writes then comes into the same conversation', async () => {
      const outcome = await rig().work.enqueue(rig().enqueueItem('hi'));
      await rig().hear('hello');
      const turn = await rig().claimTurn();
      expect(outcome).toMatchObject({ conversationId: turn.conversation.id });
    });

    test('messages and answers stand in one line', async () => {
      await rig().converse('answer');
      await rig().work.enqueue(rig().enqueueItem('notification'));
      const sent: unknown[] = [];
      for (let index = 0; index < 2; index += 1) {
        const send = await rig().claimSend();
        sent.push(textOf(send));
        await rig().work.commitSend(rig().accepted(send));
      }
      expect(sent).toEqual(['answer', 'notification']);
    });

    test('a conversation can be named instead of a person', async () => {
      await rig().hear('hello');
      const { conversation } = await rig().claimTurn();
      const outcome = await rig().work.enqueue(rig().enqueueItem('hi', { to: { conversationId: conversation.id } }));
      expect(outcome).toMatchObject({ outcome: 'created', conversationId: conversation.id });
      const unknown = { conversationId: 'conversation_0' as ConversationId };
      expect(await rig().work.enqueue(rig().enqueueItem('hi', { to: unknown }))).toEqual({
        outcome: 'unknown_conversation',
      });
    });

    test('the same request again gives the first result, another request under its key a conflict', async () => {
      const idempotency = { scope: 'key_1', key: 'order 1', requestHash: 'a' };
      const first = await rig().work.enqueue(rig().enqueueItem('hi', { idempotency }));
      const second = await rig().work.enqueue(rig().enqueueItem('hi', { idempotency }));
      expect(second).toEqual({ ...first, outcome: 'repeated' });
      const other = { ...idempotency, requestHash: 'b' };
      expect(await rig().work.enqueue(rig().enqueueItem('ho', { idempotency: other }))).toEqual({
        outcome: 'conflict',
      });
      const elsewhere = { ...other, scope: 'key_2' };
      expect(await rig().work.enqueue(rig().enqueueItem('ho', { idempotency: elsewhere }))).toMatchObject({
        outcome: 'created',
      });
    });

    test('a repeated request tells how its message fares', async () => {
      const idempotency = { scope: 'key_1', key: 'order 1', requestHash: 'a' };
      await rig().work.enqueue(rig().enqueueItem('hi', { idempotency }));
      await rig().work.commitSend(rig().accepted(await rig().claimSend()));
      expect(await rig().statusOf(idempotency)).toBe('accepted');
    });

    test('of many concurrent requests with one key one creates the message', async () => {
      const idempotency = { scope: 'key_1', key: 'order 1', requestHash: 'a' };
      const items = Array.from({ length: 20 }, () => rig().enqueueItem('hi', { idempotency }));
      const outcomes = await Promise.all(items.map((item) => rig().work.enqueue(item)));
      expect(outcomes.filter(({ outcome }) => outcome === 'created')).toHaveLength(1);
      expect(new Set(outcomes.map((outcome) => 'messageId' in outcome && outcome.messageId)).size).toBe(1);
      expect(await rig().claimSends()).toHaveLength(1);
    });

    test('concurrent messages to one unknown person make one conversation, which keeps them in line', async () => {
      const items = Array.from({ length: 20 }, (_, index) => rig().enqueueItem(String(index)));
      const outcomes = await Promise.all(items.map((item) => rig().work.enqueue(item)));
      expect(new Set(outcomes.map((outcome) => 'conversationId' in outcome && outcome.conversationId)).size).toBe(1);
      for (let index = 0; index < items.length; index += 1) {
        await rig().work.commitSend(rig().accepted(only(await rig().claimSends())));
      }
      expect(await rig().claimSends()).toEqual([]);
    });

    test('a message may quote another', async () => {
      const [quoted] = await rig().hear('question');
      const draft = rig().draft('answer', { replyTo: quoted?.messageId ?? null, author: 'agent' });
      await rig().work.enqueue(rig().enqueueItem('', { draft, to: { identifiers: [phone('15550001')] } }));
      expect((await rig().claimSend()).replyTo).toMatchObject({
        messageId: quoted?.messageId,
        providerMessageId: quoted?.providerMessageId,
      });
    });

    test('a message can be sent to a business-scoped id', async () => {
      await rig().work.enqueue(rig().enqueueItem('hi', { to: { identifiers: [userId(fresh('user'))] } }));
      expect((await rig().claimSend()).conversation.channelId).toBe(CHANNEL);
    });
  });
}
