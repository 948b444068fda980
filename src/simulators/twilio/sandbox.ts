import { createHash } from 'node:crypto';
import type { Accounts, TwilioAccount } from './accounts.ts';
import type { Standings } from './standings.ts';

const FIRST = ['brave', 'calm', 'early', 'gentle', 'happy', 'quiet', 'silver', 'warm'];
const SECOND = ['otter', 'river', 'lemon', 'falcon', 'garden', 'window', 'copper', 'maple'];

/** What people write to join an account's sandbox: two words, always the same. */
export function joinCodeOf({ sid }: Pick<TwilioAccount, 'sid'>): string {
  const [first = 0, second = 0] = createHash('sha256').update(sid).digest();
  return `${FIRST[first % FIRST.length]}-${SECOND[second % SECOND.length]}`;
}

/** What the sandbox makes of a person's text: its own answer, or nothing where the text is for the business. */
export interface SandboxVerdict {
  reply: string;
  /** A `join` may be handed on, too. */
  isJoin: boolean;
}

export interface SandboxVisit {
  personId: string;
  /** The account whose sandbox number was written to. */
  account: TwilioAccount;
  /** Absent for anything but a text. */
  text: string | undefined;
}

/** https://www.twilio.com/docs/whatsapp/sandbox */
export function judgeSandboxText(
  { personId, account, text }: SandboxVisit,
  { accounts, standings }: { accounts: Accounts; standings: Standings },
): SandboxVerdict | undefined {
  const code = /^\s*join\s+(\S+-\S+)\s*$/i.exec(text ?? '')?.[1]?.toLowerCase();
  const joined = code === undefined ? undefined : accounts.list().find((one) => joinCodeOf(one) === code);
  if (joined) {
    standings.join(personId, joined.sid);
    return { reply: 'Twilio Sandbox: ✅ You are all set! Reply stop to leave the sandbox any time.', isJoin: true };
  }
  if (standings.sandboxOf(personId) !== account.sid) {
    return {
      reply: 'Your number is not connected to a Sandbox. Connect it by sending join <sandbox code>.',
      isJoin: false,
    };
  }
  if (!/^\s*stop\s*$/i.test(text ?? '')) return undefined;
  standings.leave(personId);
  return { reply: 'You have left the sandbox.', isJoin: false };
}
