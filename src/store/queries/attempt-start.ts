import type { Query } from '../engine.ts';
import type { AttemptOfStatus } from '../queries.ts';
import { statement } from '../sql.ts';

const START = statement(`
  select a.started_at from attempt a where a.id = coalesce(
    (select d.attempt_id from delivery d where d.channel_id = $1 and d.provider_message_id = $2), $3)`);

export const attemptStart: Query<AttemptOfStatus, number | null> = {
  name: 'queries.attempt_start',
  async run(sql, { channelId, providerMessageId, attemptId }) {
    const [found] = await sql.all<{ started_at: number }>(START, channelId, providerMessageId, attemptId ?? null);
    return found?.started_at ?? null;
  },
};
