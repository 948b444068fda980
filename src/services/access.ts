import type { ChannelId } from '../domain/ids.ts';
import { ServiceError } from './service-error.ts';

/** What a caller may do: `read` looks, `send` writes messages and takes over conversations, `manage` sets up. */
export const SCOPES = ['read', 'send', 'manage'] as const;
export type Scope = (typeof SCOPES)[number];

/** Who calls, as far as services care. */
export interface Access {
  /** Key id, or `admin`; the scope of idempotency keys. */
  keyId: string;
  scopes: readonly Scope[];
  /** Null: all channels. */
  channelIds: readonly ChannelId[] | null;
}

/** All scopes on all channels, for the process itself (`keyId` names it). */
export function fullAccess(keyId: string): Access {
  return { keyId, scopes: SCOPES, channelIds: null };
}

export function mayUse(access: Access, channelId: ChannelId | null): boolean {
  if (access.channelIds === null) return true;
  return channelId !== null && access.channelIds.includes(channelId);
}

/** Throws `forbidden` unless the key has this scope. */
export function requireScope(access: Access, scope: Scope): void {
  if (access.scopes.includes(scope)) return;
  throw new ServiceError('forbidden', `This API key lacks the scope "${scope}".`);
}

/** Throws `forbidden` for keys limited to some channels: what they ask for concerns all of them. */
export function requireAllChannels(access: Access): void {
  if (access.channelIds === null) return;
  throw new ServiceError('forbidden', 'This API key is limited to some channels and cannot do this.');
}

/**
 * The channels that a list may show: the one asked for, else those of the key.
 *
 * @returns undefined for all.
 */
export function visibleChannels(access: Access, asked?: string): readonly ChannelId[] | undefined {
  if (asked === undefined) return access.channelIds ?? undefined;
  const id = asked as ChannelId; // An unknown id simply lists nothing.
  if (!mayUse(access, id)) throw new ServiceError('forbidden', 'This API key is limited to other channels.');
  return [id];
}
