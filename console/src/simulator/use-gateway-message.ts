import { useQuery } from '@tanstack/react-query';
import { contactMessagesQuery } from '../api/queries.ts';
import type { ChatEntry, Person } from './api.ts';

/** Until the gateway has the message it is looked for this often, beside what the live stream tells. */
const LOOK_AGAIN_MS = 1_000;

/** The gateway's id of what a phone shows; null: not stored (yet). Both know the message by the provider's id. */
export function useGatewayMessage(person: Person, entry: ChatEntry | undefined): string | null {
  const contact = person.phone ?? person.userId ?? '';
  const find = (items: readonly { id: string; providerMessageId: string | null }[]) =>
    items.find((message) => message.providerMessageId === entry?.providerMessageId)?.id ?? null;
  const { data } = useQuery({
    ...contactMessagesQuery(contact),
    enabled: entry !== undefined && contact !== '',
    refetchInterval: (query) => (query.state.data && find(query.state.data.items) ? false : LOOK_AGAIN_MS),
  });
  return entry && data ? find(data.items) : null;
}
