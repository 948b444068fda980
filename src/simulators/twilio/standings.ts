import type { World } from '../kit/world.ts';

/** How people stand to the businesses of the simulated platform, beside what their chats tell. */
export interface Standings {
  /** Which account's sandbox the person has joined, unless the three days are over. */
  sandboxOf(personId: string): string | undefined;
  /** Leaves any other account's sandbox. */
  join(personId: string, accountSid: string): void;
  leave(personId: string): void;
  setBlocks(senderSid: string, personId: string, blocks: boolean): void;
  /** The person blocks the business, which is not told. */
  blocks(senderSid: string, personId: string): boolean;
}

const MEMBERSHIP_MS = 3 * 86_400_000;

export function createStandings({ clock }: Pick<World, 'clock'>): Standings {
  const members = new Map<string, { accountSid: string; until: number }>();
  const blocked = new Set<string>();
  return {
    sandboxOf(personId) {
      const member = members.get(personId);
      return member && clock.now() < member.until ? member.accountSid : undefined;
    },
    join: (personId, accountSid) => void members.set(personId, { accountSid, until: clock.now() + MEMBERSHIP_MS }),
    leave: (personId) => void members.delete(personId),
    setBlocks(senderSid, personId, blocks) {
      const key = `${senderSid} ${personId}`;
      if (blocks) blocked.add(key);
      else blocked.delete(key);
    },
    blocks: (senderSid, personId) => blocked.has(`${senderSid} ${personId}`),
  };
}
