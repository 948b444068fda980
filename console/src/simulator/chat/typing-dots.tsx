import classes from './typing-dots.module.css';

/** The business is writing; the words for it stand in the chat's head. */
export function TypingDots() {
  return (
    <div className={classes.bubble} aria-hidden>
      <span className={classes.dot} />
      <span className={classes.dot} />
      <span className={classes.dot} />
    </div>
  );
}
