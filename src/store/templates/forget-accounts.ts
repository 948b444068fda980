import type { ChannelId } from '../../domain/ids.ts';
import { type Sql, statement } from '../sql.ts';

const DELETES = ['template', 'template_sync', 'fact'].map((table) =>
  statement(`delete from ${table} where channel_id = $1`),
);

/** What was kept of the accounts of a channel that is being deleted. */
export async function forgetAccounts(sql: Sql, channelId: ChannelId): Promise<void> {
  for (const deletion of DELETES) await sql.run(deletion, channelId);
}
