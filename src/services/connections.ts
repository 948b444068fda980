import type { Sender } from '../domain/channel.ts';
import type { ChannelId, ConnectionId } from '../domain/ids.ts';
import type { ProviderDefinition } from '../domain/provider.ts';
import type { FieldValues } from '../domain/settings.ts';
import type { StoredConnection } from '../store/registry.ts';
import type { NewConnection } from './channel-inputs.ts';
import type { ChannelView } from './channel-views.ts';
import type { RegistryDependencies } from './dependencies.ts';
import { readSenders } from './senders.ts';
import { invalid, type Problem, refuse } from './service-error.ts';
import { checkSettings, mergeFields, splitSettings } from './settings-form.ts';

/** 256 bits: where webhooks carry no signature, the token is all that protects them. */
const TOKEN_BYTES = 32;

export function findProvider(deps: Pick<RegistryDependencies, 'providers'>, id: string): ProviderDefinition {
  const found = deps.providers.find((definition) => definition.id === id);
  if (found) return found;
  const known = deps.providers.map((definition) => definition.id).join(', ');
  throw invalid([{ path: '/provider', message: `Unknown provider; known are ${known}.` }]);
}

/** A connection with a callback token of its own. Settings must have been checked. */
export function newConnection(
  deps: RegistryDependencies,
  definition: ProviderDefinition,
  given: { channelId: ChannelId; state: 'active' | 'standby'; settings: FieldValues },
): StoredConnection {
  const id = deps.ids.next('cn') as ConnectionId; // New ids are branded where they are made.
  return {
    id,
    channelId: given.channelId,
    provider: definition.id,
    senderKey: definition.senderKey,
    state: given.state,
    token: Buffer.from(deps.random(TOKEN_BYTES)).toString('hex'),
    ...splitSettings(id, definition, given.settings, deps.vault),
    createdAt: deps.now(),
  };
}

/** One more connection for a channel, with the senders' fields for its provider. Throws `invalid`. */
export function buildConnection(
  deps: RegistryDependencies,
  channel: ChannelView,
  input: NewConnection,
): { connection: StoredConnection; senders: readonly Sender[] } {
  const definition = findProvider(deps, input.provider);
  const settings = mergeFields({}, input.settings);
  const known = channel.senders.map((sender) => ({ ...sender, channelId: channel.id }));
  const wanted = input.senders ?? known.map(({ phoneNumber }) => ({ phoneNumber }));
  const { senders, problems } = readSenders({ channelId: channel.id, definition, known, ids: deps.ids }, wanted);
  refuse([
    ...checkSettings(definition, settings),
    ...problems,
    ...(input.state === 'standby' ? standbyProblems(channel, definition, senders) : []),
  ]);
  return {
    connection: newConnection(deps, definition, { channelId: channel.id, state: input.state, settings }),
    senders,
  };
}

/** A connection that stands by is for the channel's own numbers, and leaves the fields alone that the active one sends with. */
function standbyProblems(
  channel: ChannelView,
  { id, senderFields }: ProviderDefinition,
  senders: readonly Sender[],
): readonly Problem[] {
  const numbers = (list: readonly { phoneNumber: string }[]) => list.map(({ phoneNumber }) => phoneNumber).toSorted();
  if (numbers(senders).join() !== numbers(channel.senders).join()) {
    return [{ path: '/senders', message: 'A connection that stands by has the numbers of the channel, all of them.' }];
  }
  const active = channel.connections.find(({ state }) => state === 'active');
  if (active?.provider !== id) return [];
  return senders.flatMap((sender, index) => {
    const before = channel.senders.find((one) => one.phoneNumber === sender.phoneNumber)?.fields ?? {};
    return senderFields
      .filter(({ name }) => before[name] !== undefined && before[name] !== sender.fields[name])
      .map(({ name }) => ({
        path: `/senders/${index}/${name}`,
        message: 'The active connection at this provider sends with another value.',
      }));
  });
}
