import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { readAccount } from '../api/connection-requests.ts';
import { providersQuery } from '../api/queries.ts';
import type { Provider } from '../api/types.ts';
import type { Sync } from './account-sync.tsx';
import { type FieldValues, filledIn, type SenderDraft, sendersOf } from './draft.ts';

const EMPTY: SenderDraft = { key: 0, phoneNumber: '', fields: {} };

/** What a connection is made of, while it is being filled in. */
export interface ConnectionForm {
  providers: readonly Provider[] | undefined;
  error: unknown;
  retry(): void;
  /** Undefined: none is chosen yet. */
  provider: Provider | undefined;
  settings: FieldValues;
  senders: readonly SenderDraft[];
  /** Asks the chosen provider which numbers the account has. */
  sync: Sync;
  /** Settings that were written for another provider are kept until it is chosen again. */
  choose(providerId: string): void;
  setSettings(settings: FieldValues): void;
  setSenders(senders: readonly SenderDraft[]): void;
}

/** `senders`: the numbers to begin with; none: one empty row. */
export function useConnectionForm(first: readonly SenderDraft[] = [EMPTY]): ConnectionForm {
  const { data, error, refetch } = useQuery(providersQuery);
  const [chosen, choose] = useState<string | null>(null);
  const [settings, setSettings] = useState<Readonly<Record<string, FieldValues>>>({});
  const [senders, setSenders] = useState(first);
  const provider = data?.items.find(({ id }) => id === chosen);
  const id = provider?.id ?? '';
  const own = settings[id] ?? {};
  const sync = useMutation({ mutationFn: () => readAccount(id, filledIn(provider?.fields ?? [], own)) });
  return {
    providers: data?.items,
    error,
    retry: () => void refetch(),
    provider,
    settings: own,
    senders,
    sync,
    choose: (chosenId) => {
      sync.reset();
      choose(chosenId);
    },
    setSettings: (values) => setSettings((before) => ({ ...before, [id]: values })),
    setSenders,
  };
}

/** The form as the API takes it. */
export function connectionOf(provider: Provider, { settings, senders }: Pick<ConnectionForm, 'settings' | 'senders'>) {
  return {
    provider: provider.id,
    settings: filledIn(provider.fields, settings),
    senders: sendersOf(provider, senders),
  };
}
