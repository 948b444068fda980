import { findExcuse, type Place } from './excuse.ts';
import { describeComplaint, judge } from './judge.ts';
import type { Chat } from './people.ts';
import { type Story, tellStory } from './story.ts';
import { addTallies, NOTHING, type Tally, tallyOf } from './tally.ts';

/** Judges what people wrote and got, each thing once. */
export interface Ledger {
  /** What came since the last time; a late double of an old message too. */
  close(): Promise<{ tally: Tally; stories: Story[] }>;
}

/** `placeOf`: what is known of a number, by its id. */
export function createLedger(chats: readonly Chat[], placeOf: (numberId: string) => Place): Ledger {
  const known = new Set<string>();
  let counted = NOTHING;

  function countNew(): Tally {
    const acknowledged = sum(chats, (chat) => chat.acknowledged.length);
    const written = acknowledged + sum(chats, (chat) => chat.unacknowledged.length);
    const fresh = { written: written - counted.written, acknowledged: acknowledged - counted.acknowledged };
    counted = { ...NOTHING, written, acknowledged };
    return { ...NOTHING, ...fresh, answered: fresh.acknowledged };
  }

  return {
    async close() {
      const tallies = [countNew()];
      const stories: Story[] = [];
      for (const complaint of chats.flatMap(judge)) {
        const key = JSON.stringify([complaint.chat.personId, describeComplaint(complaint)]);
        if (known.has(key)) continue;
        known.add(key);
        const place = placeOf(complaint.chat.numberId);
        const excuse = await findExcuse(complaint, place);
        tallies.push(tallyOf(complaint.kind, excuse));
        if (complaint.kind === 'lost') tallies.push({ ...NOTHING, answered: -1 });
        stories.push(await tellStory(complaint, excuse, place));
      }
      return { tally: addTallies(tallies), stories };
    },
  };
}

function sum(chats: readonly Chat[], count: (chat: Chat) => number): number {
  return chats.reduce((total, chat) => total + count(chat), 0);
}
