import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { Chat } from '../kit/chats.ts';
import type { FetchLinked } from '../kit/linked-file.ts';
import type { Person } from '../kit/people.ts';
import { failureOf } from './failures.ts';
import type { Template } from './template.ts';

const WINDOW_MS = 24 * 3_600_000;

export interface Meeting {
  person: Person | undefined;
  chat: Chat | undefined;
  /** That is sent, if one is. */
  template: Template | undefined;
  /** Epoch ms. */
  now: number;
}

/** Why the person will not get the message although it is accepted: Karix judges no window before. */
export function findFailure({ person, chat, template, now }: Meeting): OrderedFailure | undefined {
  if (!person?.onWhatsApp || !chat) return failureOf(131026);
  if (chat.optedOut && template?.category === 'MARKETING') return failureOf(131050);
  return template || isWindowOpen(chat, now) ? undefined : failureOf(131047);
}

/** Whether free text is allowed: 24 hours from the person's last word. */
export function isWindowOpen(chat: Chat | undefined, now: number): boolean {
  return chat?.personWroteAt !== undefined && now - chat.personWroteAt < WINDOW_MS;
}

/** Fetches what a message links to, as the platform does before it delivers. Resolves with why that failed. */
export async function findLinkFailure(
  link: string | undefined,
  fetchLinked: FetchLinked | undefined,
): Promise<OrderedFailure | undefined> {
  if (link === undefined || !fetchLinked) return undefined;
  const linked = await fetchLinked(link);
  return linked.ok ? undefined : failureOf(131053);
}
