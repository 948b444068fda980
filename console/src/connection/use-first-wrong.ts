import { type RefObject, useEffect, useRef } from 'react';

/** Brings the first field that is wrong into view after a refusal. */
export function useFirstWrong(error: unknown): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (error) form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [error]);
  return form;
}
