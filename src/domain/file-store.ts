/**
 * The contract between the centre and a place where files are kept: received ones and uploaded ones, up to about 100 MB each.
 * A file store knows nothing of messages; keys are made by the centre and never hold anything that a user wrote.
 */
export interface FileStore {
  /**
   * Keeps a stream under a new key; durable when it resolves. Rejects with what the stream threw, or with the reason why it cannot be
   * kept; then nothing stays under the key.
   */
  put(key: string, body: AsyncIterable<Uint8Array>): Promise<void>;
  /** The bytes from `start` to `end`, both counted from 0 and included; all of them without a range. Null: no such file. */
  open(key: string, range?: { start: number; end: number }): Promise<ReadableStream<Uint8Array> | null>;
  /** Null: no such file. */
  stat(key: string): Promise<{ sizeBytes: number } | null>;
  /** Every file that is whole, in no order; those that come or go meanwhile may be missing. `writtenAt`: epoch ms. */
  list(): AsyncIterable<{ key: string; writtenAt: number }>;
  /** No error if it is gone already. */
  delete(key: string): Promise<void>;
}
