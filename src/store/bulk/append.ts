import type { Appended, AppendRequest } from '../bulk.ts';
import type { Operation } from '../engine.ts';
import { statement, storableJson } from '../sql.ts';
import { type BulkSendRow, lockBulkSends, saveBulkSends } from './bulk-sends.ts';

const INSERT = statement(`
  insert into bulk_recipient (bulk_id, place, identifiers, parameters)
  select r.bulk_id, r.place, r.identifiers, r.parameters
  from {{rows $1 as r: bulk_id text, place bigint, identifiers text, parameters text}}`);

/** Puts recipients at the end of lists, which may be on their way. */
export const appendRecipients: Operation<AppendRequest, Appended> = {
  name: 'bulk.append',
  async run(sql, requests) {
    const bulks = await lockBulkSends(
      sql,
      requests.map(({ id }) => id),
    );
    const appended: object[] = [];
    const outcomes = requests.map((request): Appended => {
      const bulk = bulks.get(request.id);
      if (bulk === undefined) return { outcome: 'unknown', stored: 0, total: 0 };
      if (isOver(bulk)) return told('closed', bulk);
      if (request.at !== null && request.at !== bulk.stored) return told('moved', bulk);
      appended.push(...toRows(request, bulk.total));
      bulk.total += request.recipients.length;
      if (request.at !== null) bulk.stored += request.recipients.length;
      return told('ok', bulk);
    });
    if (appended.length === 0) return outcomes;
    await Promise.all([sql.write(INSERT, appended), saveBulkSends(sql, bulks.values())]);
    return outcomes;
  },
};

function told(outcome: Appended['outcome'], { stored, total }: BulkSendRow): Appended {
  return { outcome, stored, total };
}

function isOver({ state }: Pick<BulkSendRow, 'state'>): boolean {
  return state === 'stopped' || state === 'done';
}

function toRows({ id, recipients }: AppendRequest, first: number): object[] {
  return recipients.map(({ identifiers, parameters }, index) => ({
    bulk_id: id,
    place: first + index,
    identifiers: storableJson(identifiers),
    parameters: parameters && storableJson(parameters),
  }));
}
