import type { BulkSendId, MessageId } from '../../domain/ids.ts';
import type { MessageStatus } from '../../domain/message.ts';
import type { RecipientState, RecipientView, SkipReason } from '../bulk.ts';
import type { Query } from '../engine.ts';
import { page, type Slice } from '../queries/cursor.ts';
import { bind, cachedStatement, type Where } from '../queries/where.ts';
import type { Page } from '../queries.ts';

interface RecipientRow {
  place: number;
  identifiers: string;
  state: RecipientState;
  reason: SkipReason | null;
  detail: string | null;
  message_id: string | null;
  status: MessageStatus | null;
}

/** Cursors run downwards, this list upwards. */
const LAST = Number.MAX_SAFE_INTEGER - 1;

export const listRecipients: Query<
  { id: BulkSendId; state: RecipientState | null; slice: Slice },
  Page<RecipientView>
> = {
  name: 'bulk.recipients',
  async run(sql, { id, state, slice }) {
    const where: Where = { parameters: [], conditions: [] };
    where.conditions.push(`p.bulk_id = ${bind(where, id)}`, `p.place > ${bind(where, LAST - slice.before.at)}`);
    if (state !== null) where.conditions.push(`p.state = ${bind(where, state)}`);
    const select = cachedStatement(`
      select p.place, p.identifiers, p.state, p.reason, p.detail, p.message_id, m.status
      from bulk_recipient p left join message m on m.id = p.message_id
      where ${where.conditions.join(' and ')} order by p.place limit ${bind(where, slice.limit + 1)}`);
    const found = (await sql.all<RecipientRow>(select, ...where.parameters)).map(parseRecipient);
    return page('bulk_recipients', found, {
      limit: slice.limit,
      positionOf: ({ place }) => ({ at: LAST - place, id: '' }),
    });
  },
};

function parseRecipient(row: RecipientRow): RecipientView {
  return {
    place: row.place,
    identifiers: JSON.parse(row.identifiers),
    state: row.state,
    reason: row.reason,
    detail: row.detail,
    messageId: row.message_id as MessageId | null, // Written from one.
    messageStatus: row.status,
  };
}
