import type { ConnectorDefinition } from '../../src/domain/connector.ts';
import type { ChannelId } from '../../src/domain/ids.ts';
import type { ProviderDefinition } from '../../src/domain/provider.ts';
import { systemClock } from '../../src/host/clock.ts';
import { createLog } from '../../src/host/log.ts';
import { createMetrics } from '../../src/host/metrics.ts';
import { createChanges } from '../../src/http/changes.ts';
import type { ServerParts } from '../../src/http/server.ts';
import { createPressure } from '../../src/pipeline/pressure.ts';
import { type Access, fullAccess } from '../../src/services/access.ts';

export const ADMIN_KEY = 'admin-key-of-the-tests-0123456789abcdef';
const READER_KEY = 'reader-key-of-the-tests-0123456789abcdef';
const LIMITED_KEY = 'limited-key-of-the-tests-0123456789abcdef';

export const asAdmin = { authorization: `Bearer ${ADMIN_KEY}` };
export const asReader = { authorization: `Bearer ${READER_KEY}` };
export const asLimited = { authorization: `Bearer ${LIMITED_KEY}` };

const CALLERS: Readonly<Record<string, Access>> = {
  [ADMIN_KEY]: fullAccess('admin'),
  [READER_KEY]: { keyId: 'key_reader', scopes: ['read'], channelIds: null },
  [LIMITED_KEY]: { keyId: 'key_limited', scopes: ['read', 'send'], channelIds: ['chn_1' as ChannelId] },
};

/** A part that the test did not provide: whoever uses it fails the test. */
function missing<Part>(name: string): Part {
  return new Proxy(
    {},
    {
      get: (_target, member) => {
        throw new Error(`The test provides no ${name}.${String(member)}.`);
      },
    },
  ) as Part; // Nothing of it can be used.
}

/** Server parts around fakes; `lines` collects the log. Doors and services that a test needs are handed in. */
export function fakeParts(overrides: Partial<ServerParts> = {}): ServerParts & { lines: string[] } {
  const lines: string[] = [];
  return {
    providers: [] satisfies ProviderDefinition[],
    connectors: [] satisfies ConnectorDefinition[],
    directory: { sender: () => undefined },
    bots: missing('bots'),
    channels: missing('channels'),
    messages: missing('messages'),
    media: missing('media'),
    conversations: missing('conversations'),
    contacts: missing('contacts'),
    connections: missing('connections'),
    deadLetters: missing('deadLetters'),
    applications: missing('applications'),
    apiKeys: { ...missing<ServerParts['apiKeys']>('apiKeys'), authenticate: async (key) => CALLERS[key] ?? null },
    outbox: missing('outbox'),
    bulkOutbox: missing('bulkOutbox'),
    bulkSends: missing('bulkSends'),
    turnReplies: missing('turnReplies'),
    intake: missing('intake'),
    replay: missing('replay'),
    eventWebhooks: missing('eventWebhooks'),
    templates: missing('templates'),
    health: missing('health'),
    doctor: missing('doctor'),
    accountNumbers: missing('accountNumbers'),
    consent: missing('consent'),
    events: missing('events'),
    renderEvent: async () => ({}),
    changes: createChanges(),
    clock: systemClock(),
    publicUrl: 'https://chat.example.com',
    release: '0',
    store: { health: async () => ({ ok: true, engine: 'sqlite', version: '3', durable: true }) },
    metrics: createMetrics(),
    pressure: createPressure({ clock: systemClock() }),
    role: 'all',
    isStopping: () => false,
    consoleDirectory: '/nonexistent',
    log: createLog({ level: 'debug', destination: { write: (line) => lines.push(line) } }),
    lines,
    ...overrides,
  };
}
