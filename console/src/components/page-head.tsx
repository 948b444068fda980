import { Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { createLink } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';
import classes from './page.module.css';

/** Leads back to the page above. */
export const BackLink = createLink(({ children, ...props }: ComponentProps<'a'>) => (
  <a {...props} className={classes.back}>
    <ArrowLeft size={15} aria-hidden />
    {children}
  </a>
));

export interface PageHeadProps {
  title: string;
  /** A `BackLink`; left out on the pages of the navigation. */
  back?: ReactNode;
  /** Stand behind the title: states of the thing. */
  chips?: ReactNode;
  actions?: ReactNode;
  lead?: ReactNode;
}

/** The head of a page; names the browser's tab too. */
export function PageHead({ title, back, chips, actions, lead }: PageHeadProps) {
  useDocumentTitle(`${title} · Chasqui`);
  return (
    <header>
      {back}
      <div className={classes.head}>
        <Title order={1} className={classes.title}>
          {title}
        </Title>
        {chips}
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
      {lead && <div className={classes.lead}>{lead}</div>}
    </header>
  );
}
