import { createBulkStore } from './bulk/create-bulk-store.ts';
import { createContactStore } from './contacts/create-contact-store.ts';
import type { Engine } from './engine.ts';
import { createEventStore } from './events/create-event-store.ts';
import { createMediaStore } from './media/create-media-store.ts';
import { createMemoStore } from './memos/create-memo-store.ts';
import { createQueryStore } from './queries/create-query-store.ts';
import { createRegistryStore } from './registry/create-registry-store.ts';
import type { Store } from './store.ts';
import { createTemplateStore } from './templates/create-template-store.ts';
import { createWorkStore } from './work/create-work-store.ts';

/** The parts of a store over one engine. */
export function createStore(engine: Engine): Store {
  return {
    work: createWorkStore(engine),
    registry: createRegistryStore(engine),
    queries: createQueryStore(engine),
    events: createEventStore(engine),
    media: createMediaStore(engine),
    memos: createMemoStore(engine),
    templates: createTemplateStore(engine),
    bulk: createBulkStore(engine),
    contacts: createContactStore(engine),
    nodes: engine.nodes,
    health: () => engine.health(),
    close: () => engine.close(),
  };
}
