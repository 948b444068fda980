import type { CSSProperties } from 'react';
import classes from './avatar.module.css';
import { hueOf, initialsOf } from './initials.ts';

/** Initials on a colour that is always the same for the same name. `size` in px. */
export function Avatar({ name, size = 38 }: { name: string; size?: number }) {
  const style = { '--size': `${size}px`, '--hue': hueOf(name) } as CSSProperties; // CSSProperties knows no custom names
  return (
    <span className={classes.avatar} style={style} aria-hidden>
      {initialsOf(name)}
    </span>
  );
}
