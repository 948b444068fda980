import { Title } from '@mantine/core';
import { type ReactNode, useId } from 'react';
import classes from './panel.module.css';

export interface PanelProps {
  title: string;
  /** Stands behind the title; left out if undefined. */
  count?: number | undefined;
  actions?: ReactNode;
  children: ReactNode;
}

/** A titled surface: one subject of a page. */
export function Panel({ title, count, actions, children }: PanelProps) {
  const id = useId();
  return (
    <section className={classes.panel} aria-labelledby={id}>
      <header className={classes.head}>
        <Title order={2} id={id} className={classes.title}>
          {title}
          {count !== undefined && count > 0 && <span className={classes.count}>{count}</span>}
        </Title>
        {actions}
      </header>
      {children}
    </section>
  );
}
