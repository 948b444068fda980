import type { Operation, Query } from '../engine.ts';
import type { UploadPlace } from '../media.ts';
import { rows, statement } from '../sql.ts';

interface MemoRow {
  provider_media_id: string;
  valid_until: number;
}

const FIND = statement(`
  select u.provider_media_id, u.valid_until from {{rows $1 as r: media_id text, connection_id text, sender_id text}}
  join media_upload u on u.media_id = r.media_id and u.connection_id = r.connection_id and u.sender_id = r.sender_id`);

export const findProviderMedia: Query<UploadPlace, { providerMediaId: string; validUntil: number } | null> = {
  name: 'media.find_upload',
  async run(sql, place) {
    const [row] = await sql.all<MemoRow>(FIND, rows([toPlaceRow(place)]));
    return row === undefined ? null : { providerMediaId: row.provider_media_id, validUntil: row.valid_until };
  },
};

/** The last one of a group wins: one statement must not write a row twice. */
const REMEMBER = statement(`
  insert into media_upload (media_id, connection_id, sender_id, provider_media_id, valid_until)
  select r.media_id, r.connection_id, r.sender_id, r.provider_media_id, r.valid_until
  from {{rows $1 as r: media_id text, connection_id text, sender_id text, provider_media_id text, valid_until bigint}}
  where true
  on conflict (media_id, connection_id, sender_id) do update
    set provider_media_id = excluded.provider_media_id, valid_until = excluded.valid_until`);

export const rememberProviderMedia: Operation<UploadPlace & { providerMediaId: string; validUntil: number }, null> = {
  name: 'media.remember_upload',
  async run(sql, memos) {
    const byPlace = new Map(
      memos.map((memo) => [
        `${memo.mediaId} ${memo.connectionId} ${memo.senderId}`,
        { ...toPlaceRow(memo), provider_media_id: memo.providerMediaId, valid_until: memo.validUntil },
      ]),
    );
    await sql.run(
      REMEMBER,
      rows([...byPlace.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row)),
    );
    return memos.map(() => null);
  },
};

function toPlaceRow({ mediaId, connectionId, senderId }: UploadPlace) {
  return { media_id: mediaId, connection_id: connectionId, sender_id: senderId };
}
