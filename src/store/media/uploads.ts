import type { Operation, Query } from '../engine.ts';
import type { MediaRecord, NewUpload } from '../media.ts';
import { statement } from '../sql.ts';
import { lock, wakeTurn } from './commit.ts';
import { type MediaRow, toRecord, updateMedia } from './rows.ts';
import { showMedia } from './show-media.ts';

const INSERT = statement(`
  insert into media (id, channel_id, direction, state, mime_type, file_name, size_bytes, sha256, file_key, created_at)
  select r.id, r.channel_id, 'uploaded', 'ready', r.mime_type, r.file_name, r.size_bytes, r.sha256, r.file_key, r.created_at
  from {{rows $1 as r: id text, channel_id text, mime_type text, file_name text, size_bytes bigint, sha256 text, file_key text,
    created_at bigint}}`);

export const insertUpload: Operation<NewUpload, null> = {
  name: 'media.insert_upload',
  async run(sql, uploads) {
    const written = uploads.map((upload) => ({
      id: upload.id,
      channel_id: upload.channelId,
      mime_type: upload.mimeType,
      file_name: upload.fileName,
      size_bytes: upload.sizeBytes,
      sha256: upload.sha256,
      file_key: upload.fileKey,
      created_at: sql.now,
    }));
    await sql.write(INSERT, written);
    return uploads.map(() => null);
  },
};

const GET = statement(`
  select f.* from media f where f.id = $1 and not exists (select 1 from deleted_channel d where d.id = f.channel_id)`);

export const getMedia: Query<string, MediaRecord | null> = {
  name: 'media.get',
  async run(sql, id) {
    const [row] = await sql.all<MediaRow>(GET, id);
    return row === undefined ? null : toRecord(row);
  },
};

const FORGET = statement('delete from media_upload where media_id in (select r.id from {{rows $1 as r: id text}})');

/** Gives back each file as it was. */
export const discardMedia: Operation<{ id: string; failure: string }, MediaRecord | null> = {
  name: 'media.discard',
  async run(sql, inputs) {
    const ids = [...new Set(inputs.map(({ id }) => id))];
    const { lanes, media } = await lock(sql, ids);
    const changed: MediaRow[] = [];
    const before = inputs.map(({ id, failure }) => {
      const row = media.get(id);
      if (row === undefined) return null;
      const record = toRecord(row);
      Object.assign(row, { state: 'failed', failure, file_key: null });
      changed.push(row);
      const lane = lanes.get(id, 'media');
      if (lane !== undefined) lanes.remove(lane);
      wakeTurn(lanes, row);
      return record;
    });
    await updateMedia(sql, [...new Set(changed)]);
    await showMedia(sql, changed);
    await sql.write(
      FORGET,
      ids.map((id) => ({ id })),
    );
    await lanes.save();
    return before;
  },
};

/** Back to the beginning, with a lane. */
export const fetchAgain: Operation<string, boolean> = {
  name: 'media.fetch_again',
  async run(sql, ids) {
    const { lanes, media } = await lock(sql, ids);
    const changed: MediaRow[] = [];
    const outcomes = ids.map((id) => {
      const row = media.get(id);
      if (row === undefined || row.direction !== 'received' || row.connection_id === null) return false;
      if (row.state !== 'failed' || lanes.get(id, 'media') !== undefined) return false;
      Object.assign(row, { state: 'pending', failure: null, tries: 0 });
      changed.push(row);
      const place = { conversation_id: id, channel_id: row.channel_id, slot: row.connection_id };
      lanes.create({ ...place, kind: 'media', due: lanes.now, waits_for: null });
      return true;
    });
    await updateMedia(sql, changed);
    await showMedia(sql, changed);
    await lanes.save();
    return outcomes;
  },
};
