import { Menu } from '@mantine/core';
import { useClipboard } from '@mantine/hooks';
import { Copy, Pencil, Reply, SmilePlus, Trash2, Waypoints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatEntry } from '../api/types.ts';
import { canEdit, canRevoke, reactionOf } from '../chat/chat.ts';
import { useChat } from '../chat/chat-context.ts';
import { useSimulatedNow } from '../use-simulated-now.ts';
import classes from './bubble-actions.module.css';

/** Offered at once, as WhatsApp does. */
const QUICK = ['👍', '❤️', '😂', '😮', '😢', '🙏'];

function ReactionItems({ entry }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const { write, open } = useChat();
  const own = reactionOf(entry);
  const react = (emoji: string) => write({ type: 'reaction', messageId: entry.id, emoji: emoji === own ? '' : emoji });
  return (
    <>
      <div className={classes.quick}>
        {QUICK.map((emoji) => (
          <Menu.Item
            key={emoji}
            className={classes.emoji ?? ''}
            data-own={emoji === own}
            aria-label={emoji === own ? t('phone.unreact', { emoji }) : t('phone.react', { emoji })}
            onClick={() => react(emoji)}
          >
            {emoji}
          </Menu.Item>
        ))}
      </div>
      <Menu.Item
        leftSection={<SmilePlus size={16} aria-hidden />}
        onClick={() => open({ kind: 'reaction', messageId: entry.id })}
      >
        {t('phone.moreEmoji')}
      </Menu.Item>
      <Menu.Divider />
    </>
  );
}

function OwnItems({ entry }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const { can, write, setDraft } = useChat();
  const now = useSimulatedNow();
  return (
    <>
      {can('edit') && canEdit(entry, now) && (
        <Menu.Item
          leftSection={<Pencil size={16} aria-hidden />}
          onClick={() => setDraft({ mode: 'edit', messageId: entry.id, text: entry.content.text ?? '' })}
        >
          {t('phone.edit')}
        </Menu.Item>
      )}
      {can('revoke') && canRevoke(entry, now) && (
        <Menu.Item
          color="red"
          leftSection={<Trash2 size={16} aria-hidden />}
          onClick={() => write({ type: 'revoke', messageId: entry.id })}
        >
          {t('phone.delete')}
        </Menu.Item>
      )}
    </>
  );
}

/** What the person can do with a message. */
export function BubbleMenu({ entry }: { entry: ChatEntry }) {
  const { t } = useTranslation();
  const { can, select, setDraft } = useChat();
  const clipboard = useClipboard();
  const isGone = entry.revokedAt !== undefined;
  const { text } = entry.content;
  return (
    <Menu.Dropdown>
      {can('reaction') && !isGone && <ReactionItems entry={entry} />}
      {can('reply') && !isGone && (
        <Menu.Item
          leftSection={<Reply size={16} aria-hidden />}
          onClick={() => setDraft({ mode: 'reply', messageId: entry.id })}
        >
          {t('phone.reply')}
        </Menu.Item>
      )}
      {text && (
        <Menu.Item leftSection={<Copy size={16} aria-hidden />} onClick={() => clipboard.copy(text)}>
          {t('phone.copyText')}
        </Menu.Item>
      )}
      <OwnItems entry={entry} />
      <Menu.Item leftSection={<Waypoints size={16} aria-hidden />} onClick={() => select(entry.id)}>
        {t('phone.whatGatewayDid')}
      </Menu.Item>
    </Menu.Dropdown>
  );
}
