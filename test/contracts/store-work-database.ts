import { describe, expect, test } from 'vitest';
import type { ProviderMessageId } from '../../src/domain/ids.ts';
import { CHANNEL, fresh, type OpenWork, phone, textOf, textsOf } from './store-work-rig.ts';
import { useRig } from './store-work-use.ts';

const DAY_MS = 24 * 3_600_000;

/** What a store on a real database must bear. */
export function describeDatabase(name: string, open: OpenWork): void {
  describe(name, () => {
    const rig = useRig(open);

    test('an item that the database refuses becomes a dead letter and its siblings live', async () => {
      const poisoned = rig().message('poisoned', { providerAt: Number.NaN });
      const webhook = [rig().message('before'), poisoned, rig().message('after')];
      const [outcomes, other] = await Promise.all([
        rig().work.ingest(webhook),
        rig().work.ingest([rig().message('other', { person: { identifiers: [phone('15550002')] } })]),
      ]);
      expect(outcomes).toEqual(['new', 'dead_letter', 'new']);
      expect(other).toEqual(['new']);
      const turns = await rig().claimTurns({ gatheredChannels: [CHANNEL] });
      expect(turns.map(textsOf).toSorted()).toEqual([['before', 'after'], ['other']]);
    });

    test('text that no database takes is stored without it', async () => {
      const strange = rig().message('a\u0000b\ud800c', {
        person: { identifiers: [phone('15550001')], name: 'N\u0000' },
      });
      expect(await rig().work.ingest([strange])).toEqual(['new']);
      const turn = await rig().claimTurn();
      expect(textsOf(turn)).toEqual(['a\ufffdb\ufffdc']);
      expect(turn.conversation.contactName).toBe('N\ufffd');
    });

    test('the messages of one request are all queued or, if one is refused, none; requests beside it live', async () => {
      const earlier = rig().enqueueItem('earlier');
      await rig().work.enqueue(earlier);
      const to = (number: string) => ({ to: { identifiers: [phone(number)] } });
      const refused = [rig().enqueueItem('half', to('15550002')), { ...earlier, ...to('15550002') }];
      const outcomes = await Promise.allSettled([
        rig().work.enqueueAll(refused),
        rig().work.enqueueAll([rig().enqueueItem('one', to('15550003')), rig().enqueueItem('two', to('15550003'))]),
      ]);
      expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled']);
      const sends = await rig().claimSends();
      expect(sends.map(textOf).toSorted()).toEqual(['earlier', 'one']);
    });

    test('what statuses looked like is kept for eight days, what messages looked like for ever', async () => {
      await rig().hear('hi');
      await rig().work.ingest([rig().status({ providerMessageId: fresh('out') as ProviderMessageId, status: 'sent' })]);
      rig().subject.advance(7 * DAY_MS);
      expect(await rig().work.sweep()).toBe(0);
      rig().subject.advance(DAY_MS + 1);
      // Two dedupe keys and one raw fragment.
      expect(await rig().work.sweep()).toBe(3);
    });

    test('how fast a person may be written to is forgotten a day after it holds nothing back', async () => {
      await rig().work.enqueue(rig().enqueueItem('hi'));
      await rig().claimSends({ pair: { [CHANNEL]: { burst: 1, intervalMs: 6_000 } } });
      rig().subject.advance(DAY_MS);
      expect(await rig().work.sweep()).toBe(0);
      rig().subject.advance(6_001);
      expect(await rig().work.sweep()).toBe(1);
    });

    test('how the sender of a request spells a number does not replace the provider’s spelling', async () => {
      await rig().hear('hi');
      const spelled = { identifiers: [{ ...phone('15550001'), value: '+1 555 0001' }] };
      await rig().work.enqueue(rig().enqueueItem('hi', { to: spelled }));
      expect((await rig().claimSend()).conversation.identifiers).toEqual([phone('15550001')]);
    });
  });
}
