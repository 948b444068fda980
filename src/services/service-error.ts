import type { ProviderTrouble } from '../domain/provider.ts';

/** `stale`: it is not in the revision any more that the caller knows. `not_found` also stands for things that the caller's key may not see. `throttled`, `provider_unavailable`: the provider's word about itself. */
export type ServiceErrorCode =
  | 'not_found'
  | 'invalid'
  | 'conflict'
  | 'stale'
  | 'forbidden'
  | 'throttled'
  | 'provider_unavailable';

/** One thing wrong with an input. `path` is a JSON pointer into it (`/settings/accessToken`); empty: the whole input. */
export interface Problem {
  path: string;
  message: string;
}

/** What a service refuses, and why; the door in front maps the code to its own answer. Messages never contain a secret. */
export class ServiceError extends Error {
  override readonly name = 'ServiceError';
  readonly code: ServiceErrorCode;
  /** With `invalid`: at least one. */
  readonly problems: readonly Problem[];
  /** With `conflict`: what it collides with, as it travels in the API. */
  readonly conflict: string | null;

  constructor(
    code: ServiceErrorCode,
    message: string,
    more: { problems?: readonly Problem[]; conflict?: string } = {},
  ) {
    super(message);
    this.code = code;
    this.problems = more.problems ?? [];
    this.conflict = more.conflict ?? null;
  }
}

/** `what` without an article: "channel". */
export function notFound(what: string): ServiceError {
  return new ServiceError('not_found', `There is no such ${what}.`);
}

export function invalid(problems: readonly Problem[]): ServiceError {
  const message = problems.map((problem) => `${problem.path || '/'}: ${problem.message}`).join(' ');
  return new ServiceError('invalid', message, { problems });
}

/** What a provider answered to a request of the operator's. */
export function providerError({ kind, message }: ProviderTrouble): ServiceError {
  switch (kind) {
    case 'invalid':
      return invalid([{ path: '', message }]);
    case 'not_found':
      return new ServiceError('not_found', message);
    case 'misconfigured':
      return new ServiceError('conflict', message, { conflict: 'channel_misconfigured' });
    case 'throttled':
      return new ServiceError('throttled', message);
    case 'unavailable':
      return new ServiceError('provider_unavailable', message);
  }
}

/** Throws `invalid` unless nothing is wrong. */
export function refuse(problems: readonly Problem[]): void {
  if (problems.length > 0) throw invalid(problems);
}
