import type { ChannelId } from '../../domain/ids.ts';
import type { Query } from '../engine.ts';
import type { ChannelEventView, Page } from '../queries.ts';
import { statement } from '../sql.ts';
import { page, type Slice } from './cursor.ts';

interface EventRow {
  id: string;
  kind: string;
  detail: string;
  at: number;
}

const SELECT = statement(`
  select id, kind, detail, at from channel_event where channel_id = $1 and id < $2 order by id desc limit $3`);

export const listChannelEvents: Query<{ channelId: ChannelId; slice: Slice }, Page<ChannelEventView>> = {
  name: 'queries.list_channel_events',
  async run(sql, { channelId, slice }) {
    const found = await sql.all<EventRow>(SELECT, channelId, slice.before.id, slice.limit + 1);
    const events = found.map(({ id, kind, detail, at }) => ({ id, channelId, kind, detail: JSON.parse(detail), at }));
    return page('channel_events', events, { limit: slice.limit, positionOf: ({ id }) => ({ at: 0, id }) });
  },
};
