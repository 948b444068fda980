import type { InboundContent, InboundMedia, MediaKind, OutboundContent } from '../../domain/content.ts';
import type { MediaToFetch } from '../ingest-items.ts';
import { type Sql, statement } from '../sql.ts';
import type { Lanes } from '../work/lanes.ts';

const INSERT = statement(`
  insert into media (id, channel_id, direction, kind, state, conversation_id, message_id, connection_id, sender_id, provider_media_id, url,
    mime_type, file_name, expected_size, expected_sha256, failure, created_at)
  select r.id, r.channel_id, 'received', r.kind, r.state, r.conversation_id, r.message_id, r.connection_id, r.sender_id,
    r.provider_media_id, r.url, r.mime_type, r.file_name, r.expected_size, r.expected_sha256, r.failure, r.created_at
  from {{rows $1 as r: id text, channel_id text, kind text, state text, conversation_id text, message_id text, connection_id text,
    sender_id text, provider_media_id text, url text, mime_type text, file_name text, expected_size bigint, expected_sha256 text,
    failure text, created_at bigint}}`);

const NAME = statement(`
  update message set media_id = r.media_id from {{rows $1 as r: id text, media_id text}} where message.id = r.id`);

/** A message that brought a file, at its place. */
export interface ReceivedFile {
  media: MediaToFetch;
  content: InboundContent | OutboundContent;
  messageId: string;
  conversationId: string;
  channelId: string;
  senderId: string;
  connectionId: string;
}

/** Files that an operation's messages brought: written once, each to be fetched with a lane of its own. No statement where there is none. */
export class ReceivedMedia {
  readonly #sql: Sql;
  readonly #rows: object[] = [];
  readonly #named: { id: string; media_id: string }[] = [];

  constructor(sql: Sql) {
    this.#sql = sql;
  }

  /** A lane is made in `lanes` unless the file is not to be fetched. Content without a file: nothing. */
  receive(file: ReceivedFile, lanes: Lanes): void {
    const { media, content } = file;
    if (!isMedia(content)) return;
    const { mimeType, fileName, sizeBytes, sha256 } = content.media;
    this.#rows.push({
      id: media.id,
      channel_id: file.channelId,
      kind: content.type,
      state: media.unfetched === undefined ? 'pending' : 'failed',
      conversation_id: file.conversationId,
      message_id: file.messageId,
      connection_id: file.connectionId,
      sender_id: file.senderId,
      provider_media_id: media.providerMediaId,
      url: media.url ?? null,
      mime_type: mimeType,
      file_name: fileName ?? null,
      expected_size: sizeBytes ?? null,
      expected_sha256: sha256 ?? null,
      failure: media.unfetched ?? null,
      created_at: this.#sql.now,
    });
    this.#named.push({ id: file.messageId, media_id: media.id });
    if (media.unfetched !== undefined) return;
    const place = { conversation_id: media.id, channel_id: file.channelId, slot: file.connectionId };
    lanes.create({ ...place, kind: 'media', due: lanes.now, waits_for: null });
  }

  /** Messages must be written before. */
  async save(): Promise<void> {
    if (this.#rows.length === 0) return;
    await Promise.all([this.#sql.write(INSERT, this.#rows), this.#sql.write(NAME, this.#named)]);
  }
}

/** Whether the content carries a received file under an id of ours. */
export function isMedia(
  content: InboundContent | OutboundContent,
): content is { type: MediaKind; media: InboundMedia; caption?: string } {
  return 'media' in content && typeof content.media === 'object' && content.media !== null && 'state' in content.media;
}
