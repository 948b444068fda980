import type { DocumentConnection } from './document.ts';
import { isSame } from './ordered.ts';

/** A connection of the target with what the document would say of it. */
export interface TargetConnection {
  id: string;
  secretsSet: readonly string[];
  described: DocumentConnection;
}

type Likeness = (wanted: DocumentConnection, existing: DocumentConnection) => boolean;

const settled: Likeness = (one, other) =>
  one.application === other.application && isSame(one.settings ?? {}, other.settings ?? {});
const placed: Likeness = (one, other) => one.state === other.state;

/** Connections have no names: the closest of the same provider is meant, the likest first. */
const LIKENESSES: readonly Likeness[] = [
  (one, other) => placed(one, other) && settled(one, other),
  settled,
  placed,
  () => true,
];

/** For each wanted connection the one that the target has, if it has one; each is taken once. */
export function matchConnections(
  wanted: readonly DocumentConnection[],
  existing: readonly TargetConnection[],
): (TargetConnection | undefined)[] {
  const matches: (TargetConnection | undefined)[] = wanted.map(() => undefined);
  const free = new Set(existing);
  for (const isLike of LIKENESSES) {
    wanted.forEach((one, at) => {
      if (matches[at]) return;
      const found = [...free].find(({ described }) => described.provider === one.provider && isLike(one, described));
      if (!found) return;
      free.delete(found);
      matches[at] = found;
    });
  }
  return matches;
}
