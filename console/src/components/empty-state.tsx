import { Text, Title } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

export interface EmptyStateProps {
  icon: LucideIcon;
  title: string;
  text: ReactNode;
  /** What to do now. */
  action?: ReactNode;
  tone?: 'calm' | 'bad';
}

/** Says why there is nothing to see, and what would change that. */
export function EmptyState({ icon: Icon, title, text, action, tone = 'calm' }: EmptyStateProps) {
  return (
    <div className={classes.empty} role={tone === 'bad' ? 'alert' : undefined}>
      <span className={classes.sign} data-tone={tone}>
        <Icon size={22} aria-hidden />
      </span>
      <Title order={3}>{title}</Title>
      <Text size="sm" className={classes.text} component="div">
        {text}
      </Text>
      <div className={classes.action}>{action}</div>
    </div>
  );
}
