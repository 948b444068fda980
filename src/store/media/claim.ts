import type { Operation } from '../engine.ts';
import type { ClaimedMedia } from '../media.ts';
import { leaseDue } from '../work/claim.ts';
import { type LaneRow, Lanes, refOf } from '../work/lanes.ts';
import type { Claimed, ClaimRequest } from '../work.ts';
import { type MediaRow, readMedia } from './rows.ts';

/** Leases due media lanes, each with the file that is to be fetched. Slots are connections. */
export const claimMedia: Operation<ClaimRequest, Claimed<ClaimedMedia>> = {
  name: 'media.claim',
  async run(sql, requests) {
    const claimed: Claimed<ClaimedMedia>[] = [];
    for (const request of requests) {
      const leased = await leaseDue(sql, 'media', request);
      const lanes = new Lanes(sql);
      lanes.keep(leased.lanes);
      const found = await readMedia(
        sql,
        leased.lanes.map((lane) => lane.conversation_id),
      );
      const work = leased.lanes.flatMap((lane) => {
        const media = found.get(lane.conversation_id);
        if (media?.state === 'pending') return [render(lane, media)];
        lanes.remove(lane);
        return [];
      });
      await lanes.save();
      claimed.push({ work, nextDueAt: leased.nextDueAt, more: leased.more, now: sql.now });
    }
    return claimed;
  },
};

/** The casts: a received file has all of these, and they are ids of our own rows. */
function render(lane: LaneRow, media: MediaRow): ClaimedMedia {
  return {
    lane: refOf(lane),
    id: media.id,
    channelId: media.channel_id as ClaimedMedia['channelId'],
    messageId: media.message_id as ClaimedMedia['messageId'],
    connectionId: media.connection_id as ClaimedMedia['connectionId'],
    senderId: media.sender_id as ClaimedMedia['senderId'],
    kind: media.kind as ClaimedMedia['kind'],
    mimeType: media.mime_type,
    providerMediaId: media.provider_media_id ?? '',
    url: media.url,
    expected: { sizeBytes: media.expected_size, sha256: media.expected_sha256 },
    tries: media.tries,
    createdAt: media.created_at,
  };
}
