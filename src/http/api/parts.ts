import type { ConnectorDefinition } from '../../domain/connector.ts';
import type { ProviderDefinition } from '../../domain/provider.ts';
import type { Clock } from '../../host/clock.ts';
import type { Intake, Outbox, Replay, TurnReplies } from '../../pipeline/doors.ts';
import type { Bots } from '../../services/bots.ts';
import type { Directory } from '../../services/directory.ts';
import type { Changes } from '../changes.ts';
import type { ApiKeys, Channels, Conversations, DeadLetters, Messages } from '../ports.ts';

/** What the API's routes work with. Routes touch it only while they handle a request. */
export interface ApiParts {
  providers: readonly ProviderDefinition[];
  connectors: readonly ConnectorDefinition[];
  directory: Pick<Directory, 'sender'>;
  bots: Bots;
  channels: Channels;
  messages: Messages;
  conversations: Conversations;
  deadLetters: DeadLetters;
  apiKeys: ApiKeys;
  outbox: Outbox;
  turnReplies: TurnReplies;
  intake: Intake;
  replay: Replay;
  changes: Changes;
  clock: Clock;
}
