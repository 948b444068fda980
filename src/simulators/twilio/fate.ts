import type { Chat } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import type { TwilioAccount } from './accounts.ts';
import { messageOf } from './codes.ts';
import { contentFailure, valuesFailure } from './content/session-rules.ts';
import { type Draft, parseGeo } from './draft.ts';
import { isSandbox, type TwilioSender } from './senders.ts';
import type { Standings } from './standings.ts';
import type { Fate } from './statuses.ts';

const WINDOW_MS = 24 * 3_600_000;

export interface Meeting {
  account: TwilioAccount;
  sender: TwilioSender;
  person: Person | undefined;
  chat: Chat | undefined;
  standings: Standings;
  /** Epoch ms. */
  at: number;
}

/** What becomes of an accepted message, apart from its files. */
export function decideFate(draft: Draft, meeting: Meeting): Fate {
  const { account, sender, person, chat, standings, at } = meeting;
  if (account.channelFailure !== undefined) return failure(account.channelFailure);
  if (!person?.onWhatsApp || !chat) {
    return failure(isSandbox(sender) && !person ? 63015 : draft.address.kind === 'phone' ? 63003 : 63024);
  }
  if (isSandbox(sender) && standings.sandboxOf(person.id) !== account.sid) return failure(63015);
  const isOpen = chat.personWroteAt !== undefined && at - chat.personWroteAt < WINDOW_MS;
  const refusal = refuseContent(draft, isOpen);
  if (refusal) return refusal;
  return standings.blocks(sender.sid, person.id) ? 'blocked' : undefined;
}

function refuseContent({ content, geo }: Draft, isOpen: boolean): Fate {
  if (content) return contentFailure(content.definition, isOpen) ?? valuesFailure(content.values);
  if (!isOpen) return failure(63016);
  return geo !== undefined && !parseGeo(geo) ? failure(63005) : undefined;
}

function failure(code: number): Fate {
  return { code, details: messageOf(code) };
}
