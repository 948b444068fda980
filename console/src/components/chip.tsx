import type { ReactNode } from 'react';
import type { Tone } from '../words/status.ts';
import classes from './chip.module.css';

export interface ChipProps {
  tone: Tone;
  /** A sentence that explains it. */
  title?: string | undefined;
  children: ReactNode;
}

/** A state in a word or two; the colour says nothing that the word does not. */
export function Chip({ tone, title, children }: ChipProps) {
  return (
    <span className={classes.chip} data-tone={tone} title={title}>
      {children}
    </span>
  );
}
