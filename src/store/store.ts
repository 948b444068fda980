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
  health(): Promise<StoreHealth>;
  /** Finishes what was begun, then releases the lock or the pool. */
  close(): Promise<void>;
}

/** The store cannot take work now (connection lost, disk full, closing): intake answers 503. */
export class StoreUnavailable extends Error {}
