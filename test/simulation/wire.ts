/** The simulated provider's adapter: a wire format with nothing to get wrong. */

import type { CapabilityLevel } from '../../src/domain/capability.ts';
import type { OutboundKind } from '../../src/domain/content.ts';
import type { ProviderEvent } from '../../src/domain/events.ts';
import type { Identifier } from '../../src/domain/identity.ts';
import type { AttemptId, ProviderMessageId } from '../../src/domain/ids.ts';
import type { OutboundMessage, Provider, ProviderDefinition, SendResult } from '../../src/domain/provider.ts';
import type { DeliveryStatus } from '../../src/domain/status.ts';

/** As far as the provider tells. */
export interface WirePerson {
  phone?: string;
  userId?: string;
}

export interface WireMessage {
  kind: 'message';
  id: string;
  /** Sender's phone number. */
  to: string;
  from: WirePerson;
  text: string;
  at: number;
}

export interface WireStatus {
  kind: 'status';
  messageId: string;
  /** Sender's phone number. */
  from: string;
  status: DeliveryStatus;
  at: number;
  echo: string;
  to: WirePerson;
}

export type WireEvent = WireMessage | WireStatus;

export const PROVIDER = 'simulated';
export const STANDBY_PROVIDER = 'simulated_standby';
export const SIGNATURE = 'genuine';

const KINDS: readonly OutboundKind[] = [
  'text',
  'image',
  'video',
  'audio',
  'voice',
  'document',
  'sticker',
  'location',
  'contacts',
  'buttons',
  'list',
  'cta_url',
  'location_request',
  'contact_request',
  'voice_call',
  'call_permission_request',
  'address_request',
  'carousel',
  'flow',
  'product',
  'product_list',
  'catalog',
  'order_details',
  'order_status',
  'template',
  'reaction',
  'raw',
];

export const WIRE: ProviderDefinition = {
  id: PROVIDER,
  displayName: 'Simulated',
  docsUrl: 'https://example.com/',
  fields: [],
  senderFields: [],
  capabilities: {
    // Every kind is in the list, so the record is whole.
    content: Object.fromEntries(KINDS.map((kind) => [kind, 'native'])) as Record<OutboundKind, CapabilityLevel>,
    limits: {
      text: 4_096,
      caption: 1_024,
      interactiveText: 1_024,
      listText: 4_096,
      headerText: 60,
      footer: 60,
      buttons: 3,
      buttonTitle: 20,
      buttonId: 256,
      listButton: 20,
      listSections: 10,
      listRows: 10,
      listSectionTitle: 24,
      listRowTitle: 24,
      listRowDescription: 72,
      listRowId: 200,
      ctaLabel: 20,
    },
    sendersPerChannel: 20,
    windowMs: 24 * 3_600_000,
    pacing: { perSecond: 80, pairBurst: 45, pairSeconds: 6 },
    inboundCountsTowardsRate: true,
    reportsRead: true,
    doubt: 'echo',
  },
  senderKey: 'address',
  validate: () => [],
  connect: () => {
    throw new Error('every node connects on its own');
  },
};

/** Another provider, which sends while the first is away; it cuts texts shorter. */
export const STANDBY_WIRE: ProviderDefinition = {
  ...WIRE,
  id: STANDBY_PROVIDER,
  capabilities: { ...WIRE.capabilities, limits: { ...WIRE.capabilities.limits, text: 1_000 } },
};

/** `send` is the world's: requests take time and can fail. */
export function createWireProvider(send: (message: OutboundMessage) => Promise<SendResult>): Provider {
  return {
    verify: ({ headers }) =>
      headers['x-signature'] === SIGNATURE ? { ok: true } : { ok: false, reason: 'signature_wrong' },
    parse: ({ body }) => parseBody(new TextDecoder().decode(body)),
    send,
  };
}

export function renderBody(events: readonly WireEvent[]): Uint8Array {
  return new TextEncoder().encode(JSON.stringify(events));
}

function identifiersOf({ phone, userId }: WirePerson): Identifier[] {
  const identifiers: Identifier[] = [];
  if (userId !== undefined) identifiers.push({ kind: 'user_id', value: userId, matchKey: userId });
  if (phone !== undefined) identifiers.push({ kind: 'phone', value: phone, matchKey: phone });
  return identifiers;
}

function parseBody(body: string): ProviderEvent[] {
  // Written by `renderBody`.
  return (JSON.parse(body) as WireEvent[]).map(parseEvent);
}

// The provider's and our own ids travel as plain text.
function parseEvent(event: WireEvent): ProviderEvent {
  const raw = JSON.stringify(event);
  if (event.kind === 'message') {
    return {
      type: 'message_received',
      stream: 'message',
      dedupeKey: event.id,
      raw,
      sender: { field: 'address', value: event.to },
      person: { identifiers: identifiersOf(event.from) },
      providerMessageId: event.id as ProviderMessageId,
      at: event.at,
      content: { type: 'text', text: event.text },
    };
  }
  return {
    type: 'status_reported',
    dedupeKey: `${event.messageId}:${event.status}`,
    raw,
    sender: { field: 'address', value: event.from },
    providerMessageId: event.messageId as ProviderMessageId,
    status: event.status,
    at: event.at,
    attemptId: event.echo as AttemptId,
    person: { identifiers: identifiersOf(event.to) },
  };
}
