import { useQuery } from '@tanstack/react-query';
import { contactMessagesQuery } from '../api/queries.ts';
import type { ChatEntry, Person } from './api.ts';

/** Until the gateway has the message it is looked for this often, beside what the live stream tells. */
const LOOK_AGAIN_MS = 1_000;
/** A message older than this is not on its way any more. */
const GIVE_UP_MS = 60_000;

/** The gateway's id of what a phone shows; `searching`: not stored yet; `unknown`: it will not come. */
export type GatewayMessage = { state: 'found'; id: string } | { state: 'searching' | 'unknown' };

/** Finds the gateway's message behind a message of the phone. Both know it by the provider's id. */
export function useGatewayMessage(person: Person, entry: ChatEntry | undefined): GatewayMessage {
  const contact = person.phone ?? person.userId ?? '';
  const find = (items: readonly { id: string; providerMessageId: string | null }[] = []) =>
    items.find((message) => message.providerMessageId === entry?.providerMessageId)?.id;
  const isYoung = entry !== undefined && Date.now() - entry.at < GIVE_UP_MS;
  const { data } = useQuery({
    ...contactMessagesQuery(contact),
    enabled: entry !== undefined && contact !== '',
    refetchInterval: (query) => (isYoung && !find(query.state.data?.items) ? LOOK_AGAIN_MS : false),
  });
  const id = entry && find(data?.items);
  if (id !== undefined) return { state: 'found', id };
  return { state: isYoung || !data ? 'searching' : 'unknown' };
}
