import { Menu } from '@mantine/core';
import { ChevronDown, Waypoints } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { ChatEntry } from '../api/types.ts';
import { useChat } from '../chat/chat-context.ts';
import classes from './bubble-actions.module.css';
import { BubbleMenu } from './bubble-menu.tsx';

export interface BubbleActionsProps {
  entry: ChatEntry;
  isOpen: boolean;
  onChange(isOpen: boolean): void;
}

/** Beside a message: its menu, and what the gateway did with it. */
export function BubbleActions({ entry, isOpen, onChange }: BubbleActionsProps) {
  const { t } = useTranslation();
  const { selected, select } = useChat();
  const isSelected = entry.id === selected;
  return (
    <div className={classes.actions}>
      <Menu opened={isOpen} onChange={onChange} position="bottom" width={232} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button type="button" className={classes.action} aria-label={t('phone.actions')} title={t('phone.actions')}>
            <ChevronDown size={16} aria-hidden />
          </button>
        </Menu.Target>
        <BubbleMenu entry={entry} />
      </Menu>
      <button
        type="button"
        className={`${classes.action} ${classes.trace}`}
        aria-pressed={isSelected}
        aria-label={t('phone.showTrace')}
        title={t('phone.showTrace')}
        onClick={() => select(entry.id)}
      >
        <Waypoints size={15} aria-hidden />
      </button>
    </div>
  );
}
