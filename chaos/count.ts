import { findExcuse, type Place, tellRecord } from './excuse.ts';
import { describeComplaint, judge } from './judge.ts';
import type { Chat } from './people.ts';

/** What came of everything that was written so far. */
export interface Count {
  acknowledged: number;
  answered: number;
  lost: number;
  doubled: number;
  disordered: number;
  misdelivered: number;
  /** Documented exceptions, by reason; in none of the four columns of faults. */
  excused: Map<string, number>;
  /** Of every fault and excuse. */
  details: string[];
}

/** `placeOf`: what is known of a number, by its id. */
export async function countAll(chats: readonly Chat[], placeOf: (numberId: string) => Place): Promise<Count> {
  const excused = new Map<string, number>();
  const count: Count = {
    acknowledged: 0,
    answered: 0,
    lost: 0,
    doubled: 0,
    disordered: 0,
    misdelivered: 0,
    excused,
    details: [],
  };
  for (const chat of chats) {
    const complaints = judge(chat);
    count.acknowledged += chat.acknowledged.length;
    count.answered += chat.acknowledged.length - complaints.filter(({ kind }) => kind === 'lost').length;
    for (const complaint of complaints) {
      const place = placeOf(chat.numberId);
      const excuse = await findExcuse(complaint, place);
      if (excuse === null) count[complaint.kind] += 1;
      else excused.set(excuse, (excused.get(excuse) ?? 0) + 1);
      const record = excuse === null ? `\n      ${await tellRecord(complaint, place)}` : '';
      count.details.push(`${excuse ?? 'FAULT'}: ${describeComplaint(complaint)}${record}`);
    }
  }
  return count;
}

export function faultsIn({ lost, doubled, disordered, misdelivered }: Count): number {
  return lost + doubled + disordered + misdelivered;
}

export function describeExcuses({ excused }: Count): string {
  return [...excused].map(([reason, times]) => `${times} ${reason}`).join(', ') || 'none';
}
