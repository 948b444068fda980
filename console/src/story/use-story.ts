import { useQueries, useQuery } from '@tanstack/react-query';
import { usePollInterval } from '../api/live.tsx';
import { traceQuery } from '../api/queries.ts';
import type { Message, Trace } from '../api/types.ts';
import { buildStory, type Story } from './story.ts';

export interface LoadedStory {
  /** Of the message that was asked for. */
  trace: Trace;
  /** Told together with the messages of the same turn, as far as they are loaded. */
  story: Story;
  related: readonly Message[];
}

/** Loads a message's trace and those of its turn, and keeps them fresh. `data` undefined: not there yet, or `error`. */
export function useStory(messageId: string) {
  const refetchInterval = usePollInterval();
  const { data: trace, error, refetch } = useQuery({ ...traceQuery(messageId), refetchInterval });
  const related = useQueries({
    queries: (trace?.related ?? []).map((id) => ({ ...traceQuery(id), refetchInterval })),
    combine: (results) => results.flatMap((result) => result.data ?? []),
  });
  const data: LoadedStory | undefined = trace && {
    trace,
    story: buildStory([trace, ...related]),
    related: related.map((neighbour) => neighbour.message),
  };
  return { data, error, retry: () => void refetch() };
}
