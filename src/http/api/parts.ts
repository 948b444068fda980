import type { ConnectorDefinition } from '../../domain/connector.ts';
import type { ProviderDefinition } from '../../domain/provider.ts';
import type { Clock } from '../../host/clock.ts';
import type { BulkOutbox } from '../../pipeline/bulk/bulk-doors.ts';
import type { Intake, Outbox, Replay, TurnReplies } from '../../pipeline/doors.ts';
import type { Directory } from '../../services/directory.ts';
import type { Services } from '../../services/services.ts';
import type { EventStore, LoggedEvent } from '../../store/events.ts';
import type { Changes } from '../changes.ts';

/** What the API's routes work with. Routes touch it only while they handle a request. */
export interface ApiParts extends Services {
  providers: readonly ProviderDefinition[];
  connectors: readonly ConnectorDefinition[];
  directory: Pick<Directory, 'sender'>;
  outbox: Outbox;
  bulkOutbox: BulkOutbox;
  turnReplies: TurnReplies;
  intake: Intake;
  replay: Replay;
  changes: Changes;
  events: Pick<EventStore, 'listen' | 'latest' | 'read' | 'onEvent'>;
  renderEvent: (event: LoggedEvent) => Promise<Record<string, unknown>>;
  clock: Clock;
  /** Version of this software. */
  release: string;
}
