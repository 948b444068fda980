import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { fieldsOf } from '../api/problem.ts';
import { missingFields, type PlacedErrors, placeErrors } from './draft.ts';
import type { ConnectionForm } from './use-connection-form.ts';

interface Try {
  /** Epoch ms; 0: not yet. */
  submittedAt: number;
  error: Error | null;
}

/** What the later of two tries found wrong; null: nothing. */
function laterError(one: Try, other: Try): Error | null {
  return (one.submittedAt > other.submittedAt ? one : other).error;
}

function focusFirstWrong(form: HTMLFormElement | null): void {
  form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

export interface FormErrors {
  /** Of the form, whose first wrong field gets the focus. */
  element: RefObject<HTMLFormElement | null>;
  errors: PlacedErrors;
  /** Says whether all that is needed is there; shows what is not. */
  check(): boolean;
}

export interface FormErrorsOptions {
  form: ConnectionForm;
  save: Try & { variables: { provider: string } | undefined };
  /** The form's fields beside the connection's: what is needed and empty is true. By pointer. */
  own: Readonly<Record<string, boolean>>;
}

/** What is wrong with a connection's form: what lacks, before it is sent; then what the gateway refused, of the whole or of the account alone. */
export function useFormErrors({ form, save, own }: FormErrorsOptions): FormErrors {
  const { t } = useTranslation();
  const element = useRef<HTMLFormElement>(null);
  const [tried, setTried] = useState<string | null>(null);
  const { provider, senders } = form;
  // What was refused of another partner's form says nothing of this one.
  const refusal = laterError(
    form.sync,
    save.variables?.provider === provider?.id ? save : { submittedAt: 0, error: null },
  );
  const ownMissing = Object.keys(own).filter((pointer) => own[pointer]);
  const missing = [...missingFields(provider, form), ...ownMissing];
  const lacks = missing.map((path) => ({ path, message: t('send.required') }));
  const isTried = tried !== null && tried === provider?.id;
  const errors = [...(isTried ? lacks : []), ...fieldsOf(refusal)];
  useEffect(() => {
    if (refusal) focusFirstWrong(element.current);
  }, [refusal]);
  return {
    element,
    errors: placeErrors(errors, provider, { senders, more: ['/provider', ...Object.keys(own)] }),
    check() {
      setTried(provider?.id ?? null);
      // Once the errors are on the page.
      if (missing.length > 0) requestAnimationFrame(() => focusFirstWrong(element.current));
      return missing.length === 0;
    },
  };
}
