import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../components/error-state.tsx';
import { useErrorWords } from '../components/error-words.ts';
import { SkeletonRows } from '../components/skeleton-rows.tsx';
import { type ChatEntry, type ChatKey, type PersonMessage, phoneApi } from './api.ts';
import { withEntry } from './chat.ts';
import { ChatContext } from './chat-context.ts';
import { ChatLog } from './chat-log.tsx';
import classes from './chat-screen.module.css';
import { Composer } from './composer.tsx';
import type { PhoneProps } from './phone.tsx';
import { chatQuery } from './queries.ts';
import { type OpenSheet, Sheets } from './sheets.tsx';
import { useAutoRead } from './use-auto-read.ts';

/** Without events the chat is asked for this often. */
const POLL_MS = 2_000;
const NO_ENTRIES: readonly ChatEntry[] = [];

function useWrite(key: ChatKey) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (message: PersonMessage) => phoneApi.write(key, message),
    onSuccess: (entry) =>
      client.setQueryData(chatQuery(key).queryKey, (chat) => ({ items: withEntry(chat?.items ?? [], entry) })),
  });
}

/** The messages of a chat and the place to write; everything below the phone's head. */
export function ChatScreen({ number, person, isAutoRead, areEventsOpen, selected, onSelect }: PhoneProps) {
  const { t } = useTranslation();
  const words = useErrorWords();
  const key = { numberId: number.id, personId: person.id };
  const chat = useQuery({ ...chatQuery(key), refetchInterval: areEventsOpen ? false : POLL_MS });
  const entries = chat.data?.items ?? NO_ENTRIES;
  useAutoRead(key, entries, isAutoRead);
  const write = useWrite(key);
  const [sheet, setSheet] = useState<OpenSheet>(null);

  if (chat.error && !chat.data) return <ErrorState error={chat.error} retry={() => void chat.refetch()} />;
  const parts = {
    names: { person: person.name, business: number.displayName },
    entries,
    selected,
    select: onSelect,
    write: write.mutate,
    openList: (listId: string) => setSheet({ listId }),
  };
  return (
    <ChatContext value={parts}>
      {chat.data ? <ChatLog chatKey={key} /> : <SkeletonRows rows={5} />}
      {write.isError && (
        <p className={classes.problem} role="alert">
          {t('phone.sendFailed', { why: words(write.error) })}
        </p>
      )}
      <Composer onWrite={write.mutateAsync} onAttach={() => setSheet('image')} />
      <Sheets open={sheet} onClose={() => setSheet(null)} />
    </ChatContext>
  );
}
