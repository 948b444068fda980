import { useChat } from './chat-context.ts';
import { ImageSheet } from './image-sheet.tsx';
import { ListSheet } from './list-sheet.tsx';

/** Which sheet lies over the chat. */
export type OpenSheet = { listId: string } | 'image' | null;

/** The sheet that is open, if one is. */
export function Sheets({ open, onClose }: { open: OpenSheet; onClose(): void }) {
  const { entries, write } = useChat();
  if (open === null) return null;
  if (open === 'image') return <ImageSheet onSend={write} onClose={onClose} />;
  const list = entries.find(({ id }) => id === open.listId)?.content.list;
  if (!list) return null;
  return (
    <ListSheet
      choice={list}
      onClose={onClose}
      onChoose={(rowId) => write({ type: 'list', messageId: open.listId, rowId })}
    />
  );
}
