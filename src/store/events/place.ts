import type { EventPlace } from '../events.ts';
import type { Statement } from '../sql.ts';

/** On PostgreSQL only transactions that no open one precedes are read: what commits later always lies behind. */
const SETTLED = 'e.tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint';

/** A statement with `{{behind <tx>, <seq>}}`: the event `e` lies behind that place, and nothing can come between any more. */
export function placed({ sqlite, postgres }: Statement): Statement {
  return {
    sqlite: sqlite.replace(/\{\{behind ([^,]+), ([^}]+)\}\}/g, 'e.seq > $2'),
    postgres: postgres.replace(/\{\{behind ([^,]+), ([^}]+)\}\}/g, `(e.tx, e.seq) > ($1, $2) and ${SETTLED}`),
  };
}

export function isBehind(one: EventPlace, other: EventPlace): boolean {
  return one.tx > other.tx || (one.tx === other.tx && one.seq > other.seq);
}
