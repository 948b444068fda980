import type { AccountEffect } from '../../domain/events.ts';
import { asText, type JsonObject } from '../kit/json.ts';
import { parsePhone } from '../kit/phone.ts';

/** What is shown of an account or number; a member without a value was not told. */
export type Facts = Readonly<Record<string, string | undefined>>;

export function accountFacts(facts: Facts): AccountEffect[] {
  const told = toldOf(facts);
  return Object.keys(told).length === 0 ? [] : [{ type: 'account_facts', facts: told }];
}

/** `element` names the number. */
export function senderFacts({ display_phone_number: number }: JsonObject, facts: Facts): AccountEffect[] {
  const told = toldOf(facts);
  if (Object.keys(told).length === 0) return [];
  const phoneNumber = parsePhone(asText(number) ?? '');
  return [{ type: 'sender_facts', ...(phoneNumber !== undefined && { phoneNumber }), facts: told }];
}

export function toldOf(facts: Facts): Record<string, string> {
  return Object.fromEntries(
    Object.entries(facts).flatMap(([name, fact]) => (fact === undefined ? [] : [[name, fact]])),
  );
}
