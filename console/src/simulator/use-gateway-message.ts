import { useQueries } from '@tanstack/react-query';
import { contactMessagesQuery } from '../api/queries.ts';
import type { ChatEntry, Person } from './api/types.ts';
import { useSimulatedNow } from './use-simulated-now.ts';

/** Until the gateway has the message it is looked for this often, beside what the live stream tells. */
const LOOK_AGAIN_MS = 1_000;
/** A message older than this is not on its way any more. */
const GIVE_UP_MS = 60_000;

/** The gateway's id of what a phone shows; `searching`: not stored yet; `unknown`: it will not come. */
export type GatewayMessage = { state: 'found'; id: string } | { state: 'searching' | 'unknown' };

/**
 * Finds the gateway's message behind a message of the phone: both know it by the provider's id. Which of a person's identifiers the
 * provider tells the gateway is the provider's affair, so the message is looked for under each.
 */
export function useGatewayMessage(person: Person, entry: ChatEntry | undefined): GatewayMessage {
  const identifiers = [person.phone, person.userId].filter((identifier) => identifier !== undefined);
  const now = useSimulatedNow();
  const isYoung = entry !== undefined && now - entry.at < GIVE_UP_MS;
  const isWanted = ({ providerMessageId }: { providerMessageId: string | null }) =>
    providerMessageId === entry?.providerMessageId;
  return useQueries({
    queries: identifiers.map((identifier) => ({
      ...contactMessagesQuery(identifier),
      enabled: entry !== undefined,
      refetchInterval: isYoung ? LOOK_AGAIN_MS : (false as const),
    })),
    combine: (results): GatewayMessage => {
      const found = results.flatMap(({ data }) => data?.items ?? []).find(isWanted);
      if (found) return { state: 'found', id: found.id };
      return { state: isYoung || results.some(({ isPending }) => isPending) ? 'searching' : 'unknown' };
    },
  });
}
