import type { BulkStore } from './bulk.ts';
import type { ContactStore } from './contacts.ts';
import type { EventStore } from './events.ts';
import type { MediaStore } from './media.ts';
import type { MemoStore } from './memos.ts';
import type { QueryStore } from './queries.ts';
import type { RegistryStore } from './registry.ts';
import type { TemplateStore } from './templates.ts';
import type { WorkStore } from './work.ts';

export interface StoreHealth {
  ok: boolean;
  engine: 'sqlite' | 'postgres';
  version: string;
  /** Read back from the engine: an acknowledged commit survives a power cut. */
  durable: boolean;
}

/** Word from node to node, past the tables: hints that may be lost. Where a node is alone nobody hears them. */
export interface NodeTalk {
  /** To all other nodes. At most `MOST_TOLD_BYTES`. */
  tell(text: string): void;
  /** Not this node's own. Returns the unsubscribe function. */
  onTold(heard: (text: string) => void): () => void;
}

/** PostgreSQL's limit for a notification is 8,000 bytes, with what we put before it. */
export const MOST_TOLD_BYTES = 7_900;

/** A database of one engine, opened and migrated. */
export interface Store {
  readonly work: WorkStore;
  readonly registry: RegistryStore;
  readonly queries: QueryStore;
  readonly events: EventStore;
  readonly media: MediaStore;
  readonly memos: MemoStore;
  readonly templates: TemplateStore;
  readonly bulk: BulkStore;
  readonly contacts: ContactStore;
  readonly nodes: NodeTalk;
  health(): Promise<StoreHealth>;
  /** Finishes what was begun, then releases the lock or the pool. */
  close(): Promise<void>;
}

/** The store cannot take work now (connection lost, disk full, closing): intake answers 503. */
export class StoreUnavailable extends Error {}
