import { ServiceError } from './service-error.ts';

/** Of a change. */
export interface Precondition {
  /** It is made only from one of these revisions; any of them where it is absent. Otherwise `stale`. */
  ifRevision?: readonly string[];
}

/** Throws `stale` if somebody else has changed it since the caller looked. */
export function requireRevision(revision: string | null, { ifRevision }: Precondition): void {
  if (ifRevision === undefined || (revision !== null && ifRevision.includes(revision))) return;
  throw new ServiceError('stale', 'It was changed since you read it; read it again and repeat the change.');
}
