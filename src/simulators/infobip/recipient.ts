import type { OrderedFailure } from '../kit/answer-fault.ts';
import type { Chat } from '../kit/chats.ts';
import type { Person } from '../kit/people.ts';
import type { World } from '../kit/world.ts';
import type { Template } from './templates/template.ts';

const WINDOW_MS = 24 * 3_600_000;

/** Digits in international form, or a business-scoped user id. */
export function isAddress(to: string): boolean {
  return /^\d{5,20}$/.test(to) || /^[A-Z]{2}\.[A-Za-z0-9.]{1,140}$/.test(to);
}

/** The simulated person who is meant, if there is one. */
export function findRecipient(world: World, to: string): Person | undefined {
  return world.people.byPhone(to) ?? world.people.byUserId(to);
}

export interface Meeting {
  person: Person | undefined;
  chat: Chat | undefined;
  /** Sent as a template; `template` is its definition, if there is one. */
  isTemplate: boolean;
  template: Template | undefined;
  /** Epoch ms. */
  at: number;
}

/** Why the person will not get the message although it was accepted. */
export function findFailure({ person, chat, isTemplate, template, at }: Meeting): OrderedFailure | undefined {
  if (!person?.onWhatsApp || !chat) return { code: 7002, details: 'The destination is no WhatsApp user.' };
  if (isTemplate) {
    if (!chat.optedOut || template?.category !== 'MARKETING') return undefined;
    return { code: 7033, details: 'The user has opted out of marketing messages.' };
  }
  const isOpen = chat.personWroteAt !== undefined && at - chat.personWroteAt < WINDOW_MS;
  return isOpen ? undefined : { code: 7010, details: 'No session: the user has not written in the last 24 hours.' };
}
