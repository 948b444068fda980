import type { ConnectorDefinition } from '../domain/connector.ts';
import type { ProviderDefinition } from '../domain/provider.ts';
import type { Ids } from '../host/ids.ts';
import type { Conflict, RegistryStore, TakenSender } from '../store/registry.ts';
import { type Access, mayUse } from './access.ts';
import type { Directory } from './directory.ts';
import type { Vault } from './secrets.ts';
import { ServiceError } from './service-error.ts';
import type { StandIns } from './stand-ins.ts';

/** What the services that change the registry are built from. */
export interface RegistryDependencies {
  registry: RegistryStore;
  /** Reloaded after every change, so that this node acts on it at once. */
  directory: Pick<Directory, 'reload'>;
  vault: Vault;
  providers: readonly ProviderDefinition[];
  connectors: readonly ConnectorDefinition[];
  publicUrl: string;
  /** Why requests to a URL would be refused, as a sentence; null: they would not. Absent: not known. */
  refusalOf?(url: string): Promise<string | null>;
  ids: Ids;
  /** Which connections send in place of others. */
  standIns: Pick<StandIns, 'of'>;
  /** Epoch ms. */
  now(): number;
  /** Cryptographically strong. */
  random(bytes: number): Uint8Array;
}

const SENTENCES = {
  sender_taken: 'One of the senders is on another channel already.',
  in_use: 'A channel still uses it.',
} as const;

/** The error for a conflict that the store found. Another channel is named to those who may see it. */
export function conflictError({ conflict, taken }: Conflict, access?: Access): ServiceError {
  return new ServiceError('conflict', taken ? takenSentence(taken, access) : SENTENCES[conflict], { conflict });
}

function takenSentence({ phoneNumber, field, by }: TakenSender, access?: Access): string {
  const channel = access && mayUse(access, by.id) ? `the channel "${by.name}" (${by.id})` : 'another channel';
  if (field !== 'phoneNumber') return `A sender of ${channel} has the ${field} of +${phoneNumber} already.`;
  return `+${phoneNumber} is on ${channel} already, and a number can be on one channel only. Remove it there first.`;
}
