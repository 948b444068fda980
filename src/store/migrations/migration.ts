import type { Statement } from '../sql.ts';

/** A step of the schema. Never changed once released; each runs in one transaction. Expand first, contract a release later. */
export interface Migration {
  /** Counts from 1 without gaps. */
  version: number;
  statements: readonly Statement[];
}
