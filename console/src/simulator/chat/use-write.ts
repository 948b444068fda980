import { useMutation, useQueryClient } from '@tanstack/react-query';
import { chatQuery } from '../api/queries.ts';
import { phoneApi } from '../api/requests.ts';
import type { ChatKey, PersonMessage } from '../api/types.ts';
import { withEntry } from './chat.ts';
import type { Outgoing } from './chat-context.ts';

async function uploaded(message: Outgoing): Promise<PersonMessage> {
  if (!('file' in message)) return message;
  const { file, ...rest } = message;
  const { fileId } = await phoneApi.upload(file);
  return { ...rest, fileId, ...(rest.type === 'document' && { fileName: file.name }) };
}

/** Sends what the person does in a chat; a file is uploaded first. */
export function useWrite(key: ChatKey) {
  const client = useQueryClient();
  return useMutation({
    // One after the other: several files arrive in the order in which they were chosen.
    scope: { id: `phone ${key.numberId} ${key.personId}` },
    mutationFn: async (message: Outgoing) => phoneApi.write(key, await uploaded(message)),
    onSuccess: (entry) =>
      client.setQueryData(chatQuery(key).queryKey, (chat) => ({ items: withEntry(chat?.items ?? [], entry) })),
  });
}
