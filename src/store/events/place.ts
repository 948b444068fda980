import type { Statement } from '../sql.ts';

/** On PostgreSQL only transactions that no open one precedes are read: what commits later always lies behind. */
const SETTLED = 'e.tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint';

/**
 * A statement with `{{behind <tx>, <seq>}}`: the event `e` lies behind that place, and nothing can come between any more; and with
 * `{{order}}`, `{{order desc}}`: the events' order, by which either engine finds the next ones in its index however many there are.
 */
export function placed({ sqlite, postgres }: Statement): Statement {
  return {
    sqlite: sqlite
      .replace(/\{\{behind ([^,]+), ([^}]+)\}\}/g, 'e.seq > $2')
      .replace(/\{\{order( desc)?\}\}/g, 'order by e.seq$1'),
    postgres: postgres
      .replace(/\{\{behind ([^,]+), ([^}]+)\}\}/g, `(e.tx, e.seq) > ($1, $2) and ${SETTLED}`)
      .replace(/\{\{order( desc)?\}\}/g, 'order by e.tx$1, e.seq$1'),
  };
}
