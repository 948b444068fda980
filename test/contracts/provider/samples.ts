import type { OutboundContent, OutboundKind } from '../../../src/domain/content.ts';
import type { FailureKind } from '../../../src/domain/failure.ts';
import type { Identifier } from '../../../src/domain/identity.ts';
import type { ProviderDefinition, WebhookRequest } from '../../../src/domain/provider.ts';
import type { FieldValues } from '../../../src/domain/settings.ts';

/** A request that the adapter made. */
export interface SentRequest {
  url: string;
  method: string;
  headers: Readonly<Record<string, string>>;
  body: string;
  redirect: string | undefined;
}

/** What the provider answers to one request. */
export interface Answer {
  status: number;
  body: string;
  headers?: Readonly<Record<string, string>>;
}

/** What the contract suite must know about a provider beside its definition. */
export interface ProviderSamples {
  /** Complete. Secret values must be unmistakable words, for they are searched in everything that leaves the adapter. */
  settings: FieldValues;
  sender: { phoneNumber: string; fields: FieldValues };
  recipient: readonly Identifier[];
  /** Good webhook bodies by name, as received. */
  inbound: Readonly<Record<string, string>>;
  /** A genuine request with this body, proof included. */
  request(body: string): WebhookRequest;
  /** Names of the headers that prove origin; empty if nothing proves it, as the verdict then says. */
  proofHeaders: readonly string[];
  /** `caller`: the proof is a secret of the sender's, whatever the body. Absent: it covers the body. */
  proves?: 'caller';
  /** The same content in other bytes. Only needed where the proof covers the body's very bytes. */
  reserialize?(body: string): string;
  /** Several bodies as one webhook; absent if the provider sends one event a request. */
  combine?(bodies: readonly string[]): string;
  /** A message of every kind that the capabilities call native, and of no other. */
  outbound: Readonly<Partial<Record<OutboundKind, OutboundContent>>>;
  /** The answer to a good request. */
  accepted(request: SentRequest): Answer;
  /** What the provider's errors mean. */
  failures: readonly { when: string; answer: Answer; kind: FailureKind }[];
  /** What the provider tells when it is asked about an attempt (`reconcile`). */
  lookups?: readonly { when: string; answer: Answer; outcome: 'sent' | 'not_sent' | 'unknown' }[];
  /** The only hosts that may be called, with port if it has one. */
  hosts: readonly string[];
}

/** What of it a webhook needs. */
export interface WebhookSubject {
  definition: ProviderDefinition;
  samples: Pick<ProviderSamples, 'settings' | 'inbound' | 'request' | 'proofHeaders' | 'combine'>;
}

export interface Check {
  /** A sentence about behaviour. */
  name: string;
  run(): void | Promise<void>;
}

/** Definition and samples, as every group of checks takes them. */
export interface Subject {
  definition: ProviderDefinition;
  samples: ProviderSamples;
}
