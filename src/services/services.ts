import type { FileStore } from '../domain/file-store.ts';
import type { ProviderHost } from '../domain/provider.ts';
import type { Store } from '../store/store.ts';
import { type AccountNumbers, createAccountNumbers } from './accounts/account-numbers.ts';
import { type Consent, createConsent } from './accounts/consent.ts';
import { type ApiKeys, createApiKeys } from './api-keys.ts';
import { type Applications, createApplications } from './applications/applications.ts';
import { type Bots, createBots } from './bots.ts';
import { type BulkSends, createBulkSends } from './bulk-sends.ts';
import { type ChannelConnections, createChannelConnections } from './channel-connections.ts';
import { type Channels, createChannels } from './channels.ts';
import { type Contacts, createContacts } from './contacts.ts';
import { type Conversations, createConversations } from './conversations.ts';
import { createDeadLetters, type DeadLetters } from './dead-letters.ts';
import type { RegistryDependencies } from './dependencies.ts';
import type { Directory } from './directory.ts';
import { createDoctor, type Doctor } from './doctor/doctor.ts';
import { createEventWebhooks, type EventWebhooks } from './event-webhooks.ts';
import { createHealth, type Health } from './health/channel-health.ts';
import type { MediaLinks } from './media/links.ts';
import { createMedia, type Media } from './media/media.ts';
import { createMessages, type Messages } from './messages.ts';
import { createAccountReader } from './templates/read-account.ts';
import { createTemplates, type Templates } from './templates/templates.ts';

/** Everything that an operator can do, whatever the door. */
export interface Services {
  bots: Bots;
  channels: Channels;
  connections: ChannelConnections;
  contacts: Contacts;
  messages: Messages;
  media: Media;
  bulkSends: BulkSends;
  conversations: Conversations;
  deadLetters: DeadLetters;
  apiKeys: ApiKeys;
  applications: Applications;
  eventWebhooks: EventWebhooks;
  templates: Templates;
  health: Health;
  doctor: Doctor;
  accountNumbers: AccountNumbers;
  consent: Consent;
}

export interface ServiceParts extends Omit<RegistryDependencies, 'registry'> {
  store: Store;
  adminKey: string | null;
  directory: RegistryDependencies['directory'] & Pick<Directory, 'channel' | 'channels' | 'bot'>;
  /** What an adapter that is used once is lent, beside its memo. */
  providerHost: Omit<ProviderHost, 'memo'>;
  /** Through the egress guard. */
  fetch: typeof globalThis.fetch;
  files: FileStore;
  links: MediaLinks;
}

export function createServices({ store, adminKey, files, links, ...parts }: ServiceParts): Services {
  const deps: RegistryDependencies = { ...parts, registry: store.registry };
  return {
    bots: createBots(deps),
    channels: createChannels(deps, store.queries),
    connections: createChannelConnections(deps),
    contacts: createContacts(store.contacts),
    messages: createMessages(store.queries, (mediaId) => links.link(mediaId, parts.now())),
    media: createMedia({ ...parts, store: store.media, files, links }),
    bulkSends: createBulkSends({ store: store.bulk, directory: parts.directory }),
    conversations: createConversations({ queries: store.queries, work: store.work }),
    deadLetters: createDeadLetters(store.queries),
    apiKeys: createApiKeys({ ...deps, adminKey }),
    applications: createApplications(deps),
    eventWebhooks: createEventWebhooks({ ...deps, events: store.events }),
    ...accountServices({ ...parts, store }),
  };
}

/** What is known of the accounts at the providers, and what can be done with them. */
function accountServices(
  parts: Pick<ServiceParts, 'store' | 'directory' | 'fetch' | 'now' | 'standIns' | 'providers' | 'providerHost'>,
): Pick<Services, 'templates' | 'health' | 'doctor' | 'accountNumbers' | 'consent'> {
  const { work, templates: store, registry } = parts.store;
  const read = createAccountReader({ ...parts, store, storeTime: () => work.now(), random: Math.random });
  return {
    templates: createTemplates({ ...parts, store, read }),
    health: createHealth({ ...parts, store }),
    doctor: createDoctor({ ...parts, store }),
    accountNumbers: createAccountNumbers({ ...parts, registry }),
    consent: createConsent(parts),
  };
}
