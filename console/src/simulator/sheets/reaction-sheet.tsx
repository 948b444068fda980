import { useTranslation } from 'react-i18next';
import { useChat } from '../chat/chat-context.ts';
import { EmojiPanel } from '../composer/emoji-panel.tsx';
import { Sheet } from './sheet.tsx';

/** Any emoji as a reaction to a message. */
export function ReactionSheet({ messageId, onClose }: { messageId: string; onClose(): void }) {
  const { t } = useTranslation();
  const { write } = useChat();
  const react = (emoji: string) => {
    write({ type: 'reaction', messageId, emoji });
    onClose();
  };
  return (
    <Sheet title={t('phone.chooseReaction')} onClose={onClose}>
      <EmojiPanel onPick={react} />
    </Sheet>
  );
}
