import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { isSignedOut, Problem } from './problem.ts';

/** Cache entry that is true once any request was answered with 401. */
export const SIGNED_OUT = ['signed-out'] as const;

/** Only silence and server errors are worth another try; a refusal stays a refusal. */
function isWorthRetrying(count: number, error: Error): boolean {
  const refused = error instanceof Problem && error.status >= 400 && error.status < 500;
  return !refused && count < 2;
}

export function createQueryClient(): QueryClient {
  const noteSignedOut = (error: Error) => {
    if (isSignedOut(error)) client.setQueryData(SIGNED_OUT, true);
  };
  const client = new QueryClient({
    queryCache: new QueryCache({ onError: noteSignedOut }),
    mutationCache: new MutationCache({ onError: noteSignedOut }),
    defaultOptions: { queries: { retry: isWorthRetrying, staleTime: 2_000 } },
  });
  return client;
}
