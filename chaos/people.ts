import { setTimeout as pause } from 'node:timers/promises';
import type { PersonActions } from '../src/simulators/kit/person-actions.ts';
import type { World } from '../src/simulators/kit/world.ts';
import type { Journal } from './journal.ts';
import type { Witness } from './witness.ts';

/** A message as it came to a person. */
export interface Answer {
  /** What it answers; anything else that was said, as it is. */
  text: string;
  numberId: string;
  providerMessageId: string;
  /** When the partner took it, epoch ms. */
  at: number;
}

/** What one person wrote to one number, and what reached that person, whatever the number. */
export interface Chat {
  personId: string;
  /** Digits only. */
  phone: string;
  numberId: string;
  /** In the order of acknowledgement. */
  acknowledged: string[];
  /** Written, and not acknowledged while the person waited; whether and when it is answered is open. */
  unacknowledged: string[];
  answers: Answer[];
}

/** What people wrote and what they got. */
export interface Crowd {
  readonly chats: readonly Chat[];
  /** Every person writes `count` messages, each when the last was acknowledged. */
  write(label: string, count: number): Promise<void>;
}

export interface CrowdOptions {
  world: World;
  write: PersonActions['write'];
  /** People are spread over them evenly. */
  numberIds: readonly string[];
  people: number;
  journal: Journal;
  witness: Witness;
}

const PREFIX = 'answer to ';
/** The most patient partners repeat a webhook for longer, Twilio for less. */
const ACKNOWLEDGED_WITHIN_MS = 90_000;

export function createCrowd({ world, write, numberIds, people, journal, witness }: CrowdOptions): Crowd {
  const chats = new Map<string, Chat>();
  const acknowledged = new Map<string, () => void>();
  const seen = new Set<string>();
  for (let index = 0; index < people; index++) {
    const { id, phone = '' } = world.people.add({ id: `p${index}`, name: `Person ${index}` });
    const numberId = numberIds[index % numberIds.length] ?? '';
    chats.set(id, { personId: id, phone, numberId, acknowledged: [], unacknowledged: [], answers: [] });
  }
  world.events.listen((event) => {
    if (event.event === 'status') acknowledged.get(keyOf(event.data))?.();
    if (event.event !== 'entry') return;
    const { personId, numberId, entry } = event.data;
    if (entry.direction !== 'from_business' || seen.has(entry.id)) return;
    seen.add(entry.id);
    const text = (entry.content.text ?? '').replace(PREFIX, '');
    const answer = { text, numberId, providerMessageId: entry.providerMessageId, at: entry.at };
    chats.get(personId)?.answers.push(answer);
    witness.sent(answer.providerMessageId);
    journal.note(text, `person: ${personId} gets it of ${numberId} as ${answer.providerMessageId}`, answer.at);
  });

  /** False: nobody acknowledged it. */
  async function writeOne({ personId, numberId, ...chat }: Chat, text: string): Promise<boolean> {
    journal.note(text, 'person: writes');
    const entry = await write(numberId, personId, { type: 'text', text });
    const key = keyOf({ numberId, personId, id: entry.id });
    const giveUp = new AbortController();
    const heard = new Promise<true>((resolve) => acknowledged.set(key, () => resolve(true)));
    const isHeard = await Promise.race([heard, pause(ACKNOWLEDGED_WITHIN_MS, false, { signal: giveUp.signal })]);
    giveUp.abort();
    acknowledged.delete(key);
    journal.note(text, isHeard ? 'partner: the gateway acknowledged it' : 'person: gives up waiting');
    (isHeard ? chat.acknowledged : chat.unacknowledged).push(text);
    return isHeard;
  }

  return {
    chats: [...chats.values()],
    async write(label, count) {
      await Promise.all(
        [...chats.values()].map(async (chat) => {
          for (let number = 0; number < count; number++) {
            // Whoever is not heard tries again in the next round.
            if (!(await writeOne(chat, `${chat.personId} ${label}.${number}`))) return;
          }
        }),
      );
    },
  };
}

function keyOf({ numberId, personId, id }: { numberId: string; personId: string; id: string }): string {
  return `${numberId} ${personId} ${id}`;
}
