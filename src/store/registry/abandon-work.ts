import type { SendFailure } from '../../domain/failure.ts';
import type { ChannelId } from '../../domain/ids.ts';
import { type Sql, statement, storableJson } from '../sql.ts';

const FAILURE: SendFailure = {
  kind: 'channel_misconfigured',
  message: 'The channel was deleted before this was sent.',
};

const BUSY = 'select conversation_id from lane where channel_id = $1';
const FAIL_OUTBOUND = statement(`
  update message set status = 'failed', failure = $2, doubt_until = null
  where direction = 'outbound' and status in ('queued', 'sending', 'in_doubt') and conversation_id in (${BUSY})`);
const IGNORE_INBOUND = statement(`
  update message set status = 'ignored' where status = 'received' and conversation_id in (${BUSY})`);
const CLOSE_TURNS = statement(`
  update turn set closed_at = $2 where closed_at is null and conversation_id in (${BUSY})`);
const FAIL_FILES = statement(`
  update media set state = 'failed', failure = $2
  where state = 'pending' and id in (select conversation_id from lane where channel_id = $1 and kind = 'media')`);
const STOP_BULK = statement(`
  update bulk_send set state = 'stopped', finished_at = $2
  where channel_id = $1 and state in ('draft', 'running', 'paused')`);
/** Whoever works on one may add messages until this waited for them. */
const LOCK_LANES = statement(
  'select conversation_id from lane where channel_id = $1 order by conversation_id, kind {{for update}}',
);
const DELETE_LANES = statement('delete from lane where channel_id = $1');

/**
 * Ends all work that waits for a channel that is being deleted; workers on it find their leases lost. First waits for those who are adding to
 * it, by the locks of bulk sends and lanes, so that the statements behind see what they wrote.
 */
export async function abandonWork(sql: Sql, channelId: ChannelId): Promise<void> {
  await sql.run(STOP_BULK, channelId, sql.now);
  await sql.all(LOCK_LANES, channelId);
  await sql.run(FAIL_OUTBOUND, channelId, storableJson(FAILURE));
  await sql.run(IGNORE_INBOUND, channelId);
  await sql.run(CLOSE_TURNS, channelId, sql.now);
  await sql.run(FAIL_FILES, channelId, 'The channel was deleted before the file was fetched.');
  await sql.run(DELETE_LANES, channelId);
}
