import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Identifier } from '../../src/domain/identity.ts';
import type { ProviderMessageId, SessionId } from '../../src/domain/ids.ts';
import type { IngestItem } from '../../src/store/ingest-items.ts';
import { CHANNEL, fresh, type OpenWork, only, phone, Rig, SENDER, textsOf, userId } from './store-work-rig.ts';
import { useRig } from './store-work-use.ts';

const PHONE = phone('15550001');
const ANA = userId('user_ana');

/** Who a person is, and what happens when two turn out to be one. */
export function describePeople(open: OpenWork): void {
  describe('people', () => {
    const rig = useRig(open);

    test('item 26: identifiers seen together are one person’s ever after', async () => {
      await see(rig(), [PHONE]);
      await see(rig(), [PHONE, ANA]);
      await see(rig(), [ANA]);
      const turn = only(await claimAll(rig()));
      expect(textsOf(turn)).toHaveLength(3);
      expect(turn.conversation.identifiers).toHaveLength(2);
    });

    test('a recycled number goes to the owner of the id it came with, and history stays', async () => {
      await see(rig(), [PHONE, ANA]);
      const bob = userId('user_bob');
      await see(rig(), [PHONE, bob]);
      await see(rig(), [ANA]);
      const people = (await claimAll(rig())).map(({ conversation, items }) => [idsOf(conversation), items.length]);
      expect(people.toSorted()).toEqual([
        [['phone:15550001', 'user_id:user_bob'], 1],
        [['user_id:user_ana'], 2],
      ]);
    });

    test('item 29: a group has a conversation of its own, and nobody in it becomes the group', async () => {
      const group: Identifier = { kind: 'group', value: 'g1', matchKey: 'g1' };
      await see(rig(), [PHONE]);
      await see(rig(), [group]);
      await see(rig(), [group, PHONE, ANA]);
      await see(rig(), [PHONE]);
      const told = (await claimAll(rig())).map(({ conversation, items }) => [idsOf(conversation), items.length]);
      expect(told.toSorted()).toEqual([
        [['group:g1'], 2],
        [['phone:15550001'], 2],
      ]);
    });

    test('the newest name is kept', async () => {
      for (const name of ['Ana', 'Anna', undefined]) {
        await rig().work.ingest([rig().message('hi', { person: { identifiers: [PHONE], ...(name && { name }) } })]);
      }
      expect(only(await claimAll(rig())).conversation.contactName).toBe('Anna');
    });

    test('a status tells the identifiers of its recipient', async () => {
      await rig().work.enqueue(rig().enqueueItem('hi'));
      await rig().work.commitSend(rig().accepted(await rig().claimSend(), { providerMessageId: OUT }));
      const person = { identifiers: [phone('15559999')] };
      await rig().work.ingest([rig().status({ providerMessageId: OUT, status: 'delivered', person })]);
      await see(rig(), [phone('15559999')]);
      expect(idsOf(only(await claimAll(rig())).conversation)).toEqual(['phone:15550001', 'phone:15559999']);
    });

    test('a receipt tells the identifiers of its recipient', async () => {
      await rig().work.enqueue(rig().enqueueItem('hi'));
      const person = { identifiers: [PHONE, ANA] };
      await rig().work.commitSend(rig().accepted(await rig().claimSend(), { person }));
      await see(rig(), [ANA]);
      expect(idsOf(only(await claimAll(rig())).conversation)).toEqual(['phone:15550001', 'user_id:user_ana']);
    });

    test('item 23: a changed number or user id is the same person’s, in the same conversation', async () => {
      const renamed = userId('user_ana_2');
      await see(rig(), [PHONE, ANA]);
      const { conversation, items } = only(await claimAll(rig()));
      await change(rig(), [PHONE], [phone('15550002')]);
      await change(rig(), [ANA], [renamed]);
      await see(rig(), [phone('15550002')]);
      await see(rig(), [renamed]);
      expect(await rig().claimTurns()).toEqual([]);
      rig().subject.advance(30_000);
      const turn = only(await claimAll(rig()));
      expect(turn.conversation.id).toBe(conversation.id);
      expect(turn.items[0]?.messageId).toBe(items[0]?.messageId);
    });

    test('item 23: a changed number is the same person’s, of somebody unknown nothing is kept', async () => {
      await see(rig(), [PHONE]);
      await change(rig(), [PHONE], [phone('15550002')]);
      await change(rig(), [phone('1777')], [phone('1888')]);
      await see(rig(), [phone('15550002')]);
      await see(rig(), [phone('1777')]);
      await see(rig(), [phone('1888')]);
      expect(await claimAll(rig())).toHaveLength(3);
    });

    test('two persons who turn out to be one go on in one conversation', async () => {
      await see(rig(), [PHONE]);
      await see(rig(), [ANA]);
      for (const turn of await claimAll(rig())) await rig().answer(turn);
      await see(rig(), [PHONE, ANA]);
      await see(rig(), [PHONE]);
      await see(rig(), [ANA]);
      rig().subject.advance(1_000);
      expect(textsOf(only(await claimAll(rig())))).toHaveLength(3);
    });

    test('the survivor waits until the other’s work is done, then takes over its session', async () => {
      await see(rig(), [ANA]);
      await rig().answer(await rig().claimTurn());
      await see(rig(), [PHONE]);
      const loser = await rig().claimTurn();
      await see(rig(), [PHONE, ANA]);
      rig().subject.advance(1_000);
      expect(await rig().claimTurns()).toEqual([]);
      const session = rig().session({ id: 'session_of_loser' as SessionId, variables: { step: 3 } });
      const drafts = [rig().draft('from the loser')];
      expect(await rig().work.commitTurn(rig().done(loser, { session, drafts }))).toBe('ok');
      rig().subject.advance(1_000);
      expect(await rig().claimTurns()).toEqual([]);
      await rig().work.commitSend(rig().accepted(await rig().claimSend()));
      rig().subject.advance(1_000);
      const survivor = await rig().claimTurn();
      expect(survivor.conversation.id).not.toBe(loser.conversation.id);
      expect(survivor.session).toMatchObject({ id: session.id, variables: { step: 3 } });
    });

    test('a human who answers one of two merged persons goes on answering', async () => {
      await see(rig(), [ANA]);
      await rig().answer(await rig().claimTurn());
      await see(rig(), [PHONE]);
      const turn = await rig().claimTurn();
      await rig().answer(turn);
      await rig().work.setAnsweredBy(turn.conversation.id, 'human');
      await see(rig(), [PHONE, ANA]);
      rig().subject.advance(1_000);
      expect(await rig().claimTurns()).toEqual([]);
    });

    test('a message to a merged conversation goes out in the survivor’s', async () => {
      await see(rig(), [ANA]);
      const survivor = await rig().claimTurn();
      await rig().answer(survivor);
      await see(rig(), [PHONE]);
      const loser = await rig().claimTurn();
      await rig().answer(loser);
      await see(rig(), [PHONE, ANA]);
      const to = { conversationId: loser.conversation.id };
      expect(await rig().work.enqueue(rig().enqueueItem('hi', { to }))).toMatchObject({
        conversationId: survivor.conversation.id,
      });
    });

    test('whatever the order of events, the same identifiers are one person’s', async () => {
      const order = fc.shuffledSubarray([0, 1, 2, 3, 4], { minLength: 5 });
      await fc.assert(
        fc.asyncProperty(order, fc.boolean(), async (indexes, together) => {
          const subject = await open();
          try {
            await expectOnePerson(new Rig(subject), { indexes, together });
          } finally {
            await subject.close();
          }
        }),
        { numRuns: 12 },
      );
    });
  });
}

const OUT = 'out_1' as ProviderMessageId;

/** Five events that, taken together, show one person with four identifiers. */
async function expectOnePerson(
  rig: Rig,
  { indexes, together }: { indexes: readonly number[]; together: boolean },
): Promise<void> {
  const [a, b, c] = [phone('1'), phone('2'), { kind: 'provider_ref', value: 'ref', matchKey: 'ref' } as const];
  const sightings = [[a], [a, ANA], [b, ANA], [c, b], [c]];
  const events = indexes.map((index) => sighting(rig, sightings[index] ?? []));
  if (together) await rig.work.ingest(events);
  else for (const event of events) await rig.work.ingest([event]);
  // Conversations of merged persons end one after the other.
  for (let claim = 0; claim < 10; claim += 1) {
    for (const turn of await claimAll(rig)) await rig.answer(turn);
    rig.subject.advance(1_000);
  }
  for (const one of [a, b, c, ANA]) await see(rig, [one]);
  const turn = only(await claimAll(rig));
  expect(turn.items).toHaveLength(4);
  expect(idsOf(turn.conversation)).toEqual(['phone:1', 'phone:2', 'provider_ref:ref', 'user_id:user_ana']);
}

function sighting(rig: Rig, identifiers: readonly Identifier[]): IngestItem {
  return rig.message('hi', { person: { identifiers } });
}

async function see(rig: Rig, identifiers: readonly Identifier[]): Promise<void> {
  expect(await rig.work.ingest([sighting(rig, identifiers)])).toEqual(['new']);
}

async function change(rig: Rig, previous: readonly Identifier[], current: readonly Identifier[]): Promise<void> {
  const at = rig.subject.now();
  const seen = { kind: 'account' as const, key: fresh('change') };
  await rig.work.ingest([
    { type: 'identity', channelId: CHANNEL, senderId: SENDER, seen, raw: '{}', receivedAt: at, at, previous, current },
  ]);
}

async function claimAll(rig: Rig) {
  return await rig.claimTurns({ gatheredChannels: [CHANNEL], gatherMax: 100 });
}

function idsOf({ identifiers }: { identifiers: readonly Identifier[] }): string[] {
  return identifiers.map(({ kind, matchKey }) => `${kind}:${matchKey}`).toSorted();
}
