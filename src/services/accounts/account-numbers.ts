import type { ChannelId } from '../../domain/ids.ts';
import { phoneMatchKey } from '../../domain/phone-key.ts';
import type { AccountNumber, Provider, ProviderDefinition, ProviderHost } from '../../domain/provider.ts';
import type { RegistryStore } from '../../store/registry.ts';
import { type Access, requireAllChannels, requireScope } from '../access.ts';
import { checkApplication } from '../applications/check-application.ts';
import type { Directory } from '../directory.ts';
import { pickChannel, pickConnection } from '../pick.ts';
import { notFound, providerError, refuse, ServiceError } from '../service-error.ts';
import { checkSettings, type FieldInput, mergeFields } from '../settings-form.ts';
import { createPassingMemo } from './passing-memo.ts';

/** An account may have to be read page by page. */
const TIMEOUT_MS = 30_000;

/** `usedBy`: the channel that has the number as a sender; null: it is free. */
export type OfferedNumber = AccountNumber & { usedBy: ChannelId | null };

/** The business numbers of an account at a provider, as the provider tells them; nothing is stored. All of it needs `manage`. */
export interface AccountNumbers {
  /** Of an account that no channel has yet. Throws `invalid` by field (`/settings/…`), or what the provider said. */
  ofSettings(access: Access, providerId: string, settings: FieldInput): Promise<readonly OfferedNumber[]>;
  /** Of a channel's connection, by default the active one. */
  ofChannel(access: Access, channelId: string, connectionId?: string): Promise<readonly OfferedNumber[]>;
}

export interface AccountNumbersParts {
  directory: Pick<Directory, 'channel' | 'channels'>;
  registry: Pick<RegistryStore, 'findApplication'>;
  providers: readonly ProviderDefinition[];
  /** What an adapter is lent, beside its memo. */
  providerHost: Omit<ProviderHost, 'memo'>;
}

export function createAccountNumbers(parts: AccountNumbersParts): AccountNumbers {
  async function list(definition: ProviderDefinition, { account }: Pick<Provider, 'account'>) {
    if (!account?.numbers) throw notTold(definition);
    const told = await account.numbers({ signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (!told.ok) throw providerError(told.trouble);
    const users = usersOf(parts.directory);
    return told.value.map((number) => ({ ...number, usedBy: users.get(phoneMatchKey(number.phoneNumber)) ?? null }));
  }

  return {
    async ofSettings(access, providerId, input) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      const definition = parts.providers.find(({ id }) => id === providerId);
      if (!definition) throw notFound('provider');
      const settings = mergeFields({}, input);
      refuse([...checkSettings(definition, settings), ...(await checkApplication(parts.registry, settings))]);
      const { providerHost: host } = parts;
      return list(definition, definition.connect(settings, { ...host, memo: createPassingMemo(host.now) }));
    },
    async ofChannel(access, channelId, connectionId) {
      requireScope(access, 'manage');
      const channel = pickChannel(parts.directory, access, channelId);
      const { definition, provider } = pickConnection(channel, connectionId);
      return list(definition, provider);
    },
  };
}

/** Which channel has a number, by the number's match key. */
function usersOf(directory: Pick<Directory, 'channels'>): ReadonlyMap<string, ChannelId> {
  return new Map(
    directory
      .channels()
      .flatMap(({ channel, senders }) => senders.map((sender) => [phoneMatchKey(sender.phoneNumber), channel.id])),
  );
}

function notTold({ displayName }: ProviderDefinition): ServiceError {
  const message = `${displayName} cannot be asked here which numbers an account has: enter them by hand.`;
  return new ServiceError('conflict', message, { conflict: 'not_supported' });
}
