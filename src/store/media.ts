/** What is asked of a store about files of messages: their rows and the work of fetching them. The bytes are in a file store. */
import type { MediaKind } from '../domain/content.ts';
import type { ChannelId, ConnectionId, ConversationId, MessageId, SenderId } from '../domain/ids.ts';
import type { TraceEntry } from '../domain/trace.ts';
import type { Claimed, ClaimRequest, Fenced, LaneRef } from './work.ts';

export type MediaState = 'pending' | 'ready' | 'failed';

/** A file: received (`kind` as its message says) or uploaded (`kind` null until it is sent). */
export interface MediaRecord {
  id: string;
  channelId: ChannelId;
  direction: 'received' | 'uploaded';
  kind: MediaKind | null;
  state: MediaState;
  conversationId: ConversationId | null;
  messageId: MessageId | null;
  mimeType: string;
  fileName: string | null;
  sizeBytes: number | null;
  /** Lower-case hex. */
  sha256: string | null;
  /** In the file store; set iff `ready`. */
  fileKey: string | null;
  /** A sentence; set iff `failed`. */
  failure: string | null;
  createdAt: number;
}

/** A file to be fetched. The lane's key is the file's own id. */
export interface ClaimedMedia {
  lane: LaneRef;
  id: string;
  channelId: ChannelId;
  messageId: MessageId;
  connectionId: ConnectionId;
  senderId: SenderId;
  kind: MediaKind;
  mimeType: string;
  providerMediaId: string;
  url: string | null;
  /** As the provider told with the message; null: it did not. */
  expected: { sizeBytes: number | null; sha256: string | null };
  /** Tries made before this one. */
  tries: number;
  createdAt: number;
}

interface MediaStepBase {
  lane: LaneRef;
  id: string;
  trace: readonly TraceEntry[];
}

export type MediaStep =
  /** The file is held. The message shows it, and a turn that waits for it goes. */
  | (MediaStepBase & { outcome: 'ready'; fileKey: string; mimeType: string; sizeBytes: number; sha256: string })
  /** Final. `failure`: a sentence. The message shows it, and a turn that waits for it goes. */
  | (MediaStepBase & { outcome: 'failed'; failure: string })
  /** Once more at `dueAt`; it counts as a try. */
  | (MediaStepBase & { outcome: 'retry'; dueAt: number });

export type NewUpload = Pick<MediaRecord, 'id' | 'channelId' | 'mimeType' | 'fileName'> & {
  sizeBytes: number;
  sha256: string;
  fileKey: string;
};

/** Where a provider holds a file of ours, for which connection and sender. */
export interface UploadPlace {
  mediaId: string;
  connectionId: ConnectionId;
  senderId: SenderId;
}

/** `fileKey`: null if its bytes were never held. */
export type AbandonedFile = Pick<MediaRecord, 'id' | 'fileKey'>;

export interface MediaStore {
  claimMedia(request: ClaimRequest): Promise<Claimed<ClaimedMedia>>;
  commitMedia(step: MediaStep): Promise<Fenced>;
  /** Fetches a received file that failed once more, from the beginning. False: there is no such file, or it is not so. */
  fetchAgain(id: string): Promise<boolean>;

  insertUpload(upload: NewUpload): Promise<void>;
  /** Null also for what belonged to a channel that is deleted. */
  getMedia(id: string): Promise<MediaRecord | null>;
  /** From now on it is `failed`; what it was before, so that its bytes can be deleted. Null: no such file. */
  discardMedia(id: string, failure: string): Promise<MediaRecord | null>;

  /** Files of deleted channels, so many at most. */
  abandonedMedia(limit: number): Promise<readonly AbandonedFile[]>;
  /** Forgets rows whose bytes are gone. */
  dropMedia(ids: readonly string[]): Promise<void>;
  /** Which of these keys of the file store no row names. */
  unknownFiles(keys: readonly string[]): Promise<readonly string[]>;

  findProviderMedia(place: UploadPlace): Promise<{ providerMediaId: string; validUntil: number } | null>;
  rememberProviderMedia(place: UploadPlace & { providerMediaId: string; validUntil: number }): Promise<void>;
}
