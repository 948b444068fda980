import type { Json } from './json.ts';
import type { Exchange } from './recorder.ts';

/** A provider that publishes machine-readable descriptions, and how ours is held against them. */
export interface OfficialProvider {
  /** Where its documents lie, beside those of the others. */
  folder: string;
  displayName: string;
  /** Members that the documents do not name are faults; not for documents that are known to be behind. */
  isClosed: boolean;
  /** Mends the known defects of one document; `name` is its file's, without the ending. */
  correct(name: string, document: Json): void;
  /** The name that a document has for the path of a request, where several fit. Absent: the paths tell. */
  pathOf?(exchange: Exchange): string;
  /** What the documents leave out, as `METHOD /path`; everything else must be in them. */
  undescribed: readonly RegExp[];
  /** Uses the simulator in every way that the documents describe. */
  run(): Promise<Recording>;
}

/** What a run leaves behind. */
export interface Recording {
  exchanges: readonly Exchange[];
  webhooks: readonly Webhook[];
  /** What our client could not do at the simulator, though it should. */
  failures: readonly string[];
}

export interface Webhook {
  /** As the document calls it. */
  name: string;
  body: unknown;
}
