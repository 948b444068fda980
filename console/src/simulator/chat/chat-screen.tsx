import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { ErrorState } from '../../components/error-state.tsx';
import { SkeletonRows } from '../../components/skeleton-rows.tsx';
import { chatQuery } from '../api/queries.ts';
import type { ChatEntry } from '../api/types.ts';
import { Composer } from '../composer/composer.tsx';
import type { PhoneProps } from '../phone.tsx';
import type { OpenSheet } from '../sheets/open-sheet.ts';
import { Sheets } from '../sheets/sheets.tsx';
import { ChatContext, type ChatParts, type Draft } from './chat-context.ts';
import { ChatHead } from './chat-head.tsx';
import { ChatLog } from './chat-log.tsx';
import { ChatNotices } from './chat-notices.tsx';
import { DropZone } from './drop-zone.tsx';
import { useAutoRead } from './use-auto-read.ts';
import { useWrite } from './use-write.ts';
import { WriteState } from './write-state.tsx';

/** Without events the chat is asked for this often. */
const POLL_MS = 2_000;
const NO_ENTRIES: readonly ChatEntry[] = [];
const NEW: Draft = { mode: 'new' };

/** The chat of a phone, from its head to the place to write. */
export function ChatScreen({ number, person, isAutoRead, areEventsOpen, selected, onSelect }: PhoneProps) {
  const key = useMemo(() => ({ numberId: number.id, personId: person.id }), [number.id, person.id]);
  const chat = useQuery({ ...chatQuery(key), refetchInterval: areEventsOpen ? false : POLL_MS });
  const entries = chat.data?.items ?? NO_ENTRIES;
  useAutoRead(key, entries, isAutoRead);
  const write = useWrite(key);
  const [sheet, setSheet] = useState<OpenSheet | null>(null);
  const [draft, setDraft] = useState(NEW);

  if (chat.error && !chat.data) return <ErrorState error={chat.error} retry={() => void chat.refetch()} />;
  const parts: ChatParts = {
    chatKey: key,
    names: { person: person.name, business: number.displayName },
    entries,
    selected,
    select: onSelect,
    can: (feature) => number.supports.includes(feature),
    write: write.mutate,
    open: setSheet,
    draft,
    setDraft,
  };
  return (
    <ChatContext value={parts}>
      <ChatHead number={number} />
      <ChatNotices person={person} />
      <DropZone>
        {chat.data ? <ChatLog /> : <SkeletonRows rows={5} />}
        <WriteState write={write} />
        <Composer onWrite={write.mutateAsync} />
      </DropZone>
      {sheet && <Sheets sheet={sheet} onClose={() => setSheet(null)} />}
    </ChatContext>
  );
}
