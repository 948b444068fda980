import { Button, CloseButton, FocusTrap } from '@mantine/core';
import { useClickOutside, useHotkeys } from '@mantine/hooks';
import { type FormEvent, type ReactNode, useEffect, useId } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './sheet.module.css';

export interface SheetProps {
  title: string;
  /** Label of the button that sends; absent: a press in the sheet does. */
  submit?: string;
  /** False: nothing is chosen yet. */
  isReady?: boolean;
  onSubmit?(): void;
  onClose(): void;
  children: ReactNode;
}

/** Gives the focus back to where it was when the sheet opened. */
function useReturnedFocus(): void {
  useEffect(() => {
    const before = document.activeElement;
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
}

/** Slides over the chat of one phone; closed by Escape and by a press beside it. */
export function Sheet({ title, submit, isReady = false, onSubmit, onClose, children }: SheetProps) {
  const { t } = useTranslation();
  const titleId = useId();
  const card = useClickOutside<HTMLFormElement>(onClose);
  useHotkeys([['Escape', onClose]], []);
  useReturnedFocus();
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    onSubmit?.();
    onClose();
  };
  return (
    <FocusTrap>
      <dialog open className={classes.sheet} aria-modal aria-labelledby={titleId}>
        <form ref={card} className={classes.card} onSubmit={send}>
          <div className={classes.head}>
            <h3 id={titleId} className={classes.title}>
              {title}
            </h3>
            <CloseButton aria-label={t('phone.close')} onClick={onClose} />
          </div>
          <div className={classes.body}>{children}</div>
          {submit !== undefined && (
            <Button type="submit" className={classes.send} disabled={!isReady}>
              {submit}
            </Button>
          )}
        </form>
      </dialog>
    </FocusTrap>
  );
}
