import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { events } from '../migrations/0006-events.ts';
import { statement } from '../sql.ts';
import { placed } from './place.ts';

test.each(['{{order}}', '{{order desc}}'])(
  'SQLite takes the first of many by %s from its index, and sorts nothing',
  (order) => {
    const database = new DatabaseSync(':memory:');
    for (const { sqlite } of events.statements) database.exec(sqlite);
    const { sqlite } = placed(statement(`select e.seq from event e where {{behind $1, $2}} ${order} limit $3`));
    const plan = database.prepare(`explain query plan ${sqlite}`).all(0, 0, 1);
    expect(JSON.stringify(plan)).toContain('SEARCH e USING INTEGER PRIMARY KEY');
    expect(JSON.stringify(plan)).not.toContain('TEMP B-TREE');
  },
);
