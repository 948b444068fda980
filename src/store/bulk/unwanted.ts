import type { SkipReason } from '../bulk.ts';
import { rows, type Sql, statement } from '../sql.ts';

interface UnwantedRow {
  bulk_id: string;
  contact_id: string;
  reason: SkipReason;
}

/** Who wants no marketing, and who was addressed before, then perhaps as a contact that has been merged into this one since. */
const UNWANTED = statement(`
  select r.bulk_id, r.contact_id,
    case when c.marketing_opted_out_at is not null then 'opted_out' else 'duplicate' end as reason
  from {{rows $1 as r: bulk_id text, contact_id text}}
  join contact c on c.id = r.contact_id
  where c.marketing_opted_out_at is not null
    or exists (select 1 from bulk_recipient p where p.bulk_id = r.bulk_id and p.contact_id = r.contact_id)
    or exists (
      select 1 from contact loser join bulk_recipient p on p.bulk_id = r.bulk_id and p.contact_id = loser.id
      where loser.merged_into = r.contact_id)`);

/** Why these people are to get nothing of these bulk sends, by `<bulk send> <contact>`; the others are not in it. */
export async function readUnwanted(
  sql: Sql,
  asked: readonly { bulkId: string; contactId: string }[],
): Promise<Map<string, SkipReason>> {
  if (asked.length === 0) return new Map();
  const wanted = asked.map(({ bulkId, contactId }) => ({ bulk_id: bulkId, contact_id: contactId }));
  const found = await sql.all<UnwantedRow>(UNWANTED, rows(wanted));
  return new Map(found.map(({ bulk_id, contact_id, reason }) => [`${bulk_id} ${contact_id}`, reason]));
}
