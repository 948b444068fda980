import { type Channel, DEFAULT_RULES, type Sender } from '../domain/channel.ts';
import type { BotId, ChannelId } from '../domain/ids.ts';
import type { ChannelChange, RegistrySnapshot, StoredConnection } from '../store/registry.ts';
import type { ChannelPatch, NewChannel } from './channel-inputs.ts';
import { findProvider, newConnection } from './connections.ts';
import type { RegistryDependencies } from './dependencies.ts';
import { checkName } from './names.ts';
import { changeRules } from './rules.ts';
import { readSenders } from './senders.ts';
import { type Problem, refuse } from './service-error.ts';
import { checkSettings, joinSettings, mergeFields, splitSettings } from './settings-form.ts';

/** What is stored for a new channel. Throws `invalid` with everything that is wrong. */
export function newChannel(
  deps: RegistryDependencies,
  snapshot: RegistrySnapshot,
  input: NewChannel,
): { channel: Channel; connection: StoredConnection; senders: readonly Sender[] } {
  const definition = findProvider(deps, input.provider);
  const channelId = deps.ids.next('ch') as ChannelId; // New ids are branded where they are made.
  const settings = mergeFields({}, input.settings);
  const { senders, problems } = readSenders({ channelId, definition, known: [], ids: deps.ids }, input.senders);
  const ruled = changeRules(DEFAULT_RULES, input.rules);
  refuse([
    ...checkName(input.name),
    ...checkBot(snapshot, input.botId),
    ...checkSettings(definition, settings),
    ...problems,
    ...ruled.problems,
  ]);
  const now = deps.now();
  return {
    channel: {
      id: channelId,
      name: input.name,
      botId: input.botId as BotId | null, // Checked: a bot has it.
      enabled: input.enabled,
      rules: ruled.rules,
      createdAt: now,
      updatedAt: now,
    },
    connection: newConnection(deps, definition, { channelId, state: 'active', settings }),
    senders,
  };
}

/** What a patch changes. The channel exists. Throws `invalid` with everything that is wrong. */
export function changeChannel(
  deps: RegistryDependencies,
  snapshot: RegistrySnapshot,
  { channelId, patch }: { channelId: ChannelId; patch: ChannelPatch },
): ChannelChange {
  const channel = snapshot.channels.find(({ id }) => id === channelId);
  const ruled = changeRules(channel?.rules ?? DEFAULT_RULES, patch.rules ?? {});
  const sent = changeSenders(deps, snapshot, { channelId, patch });
  const connected = changeSettings(deps, snapshot, { channelId, patch });
  refuse([
    ...(patch.name === undefined ? [] : checkName(patch.name)),
    ...checkBot(snapshot, patch.botId ?? null),
    ...ruled.problems,
    ...sent.problems,
    ...connected.problems,
  ]);
  return {
    ...(patch.name !== undefined && { name: patch.name }),
    ...(patch.botId !== undefined && { botId: patch.botId as BotId | null }), // Checked: a bot has it.
    ...(patch.enabled !== undefined && { enabled: patch.enabled }),
    ...(patch.rules !== undefined && { rules: ruled.rules }),
    updatedAt: deps.now(),
    ...(sent.senders && { senders: sent.senders }),
    ...(connected.connection && { connection: connected.connection }),
  };
}

interface Patched {
  channelId: ChannelId;
  patch: ChannelPatch;
}

function activeConnection(snapshot: RegistrySnapshot, channelId: ChannelId): StoredConnection | undefined {
  return snapshot.connections.find((connection) => connection.channelId === channelId && connection.state === 'active');
}

function changeSenders(
  deps: RegistryDependencies,
  snapshot: RegistrySnapshot,
  { channelId, patch }: Patched,
): { senders?: readonly Sender[]; problems: readonly Problem[] } {
  const connection = activeConnection(snapshot, channelId);
  if (!patch.senders || !connection) return { problems: [] };
  const known = snapshot.senders.filter((sender) => sender.channelId === channelId);
  return readSenders(
    { channelId, definition: findProvider(deps, connection.provider), known, ids: deps.ids },
    patch.senders,
  );
}

function changeSettings(
  deps: RegistryDependencies,
  snapshot: RegistrySnapshot,
  { channelId, patch }: Patched,
): { connection?: ChannelChange['connection']; problems: readonly Problem[] } {
  const connection = activeConnection(snapshot, channelId);
  if (!patch.settings || !connection) return { problems: [] };
  const definition = findProvider(deps, connection.provider);
  const settings = mergeFields(joinSettings(connection.id, connection, deps.vault), patch.settings);
  const problems = checkSettings(definition, settings);
  return {
    problems,
    connection: { id: connection.id, ...splitSettings(connection.id, definition, settings, deps.vault) },
  };
}

function checkBot(snapshot: RegistrySnapshot, botId: string | null): Problem[] {
  if (botId === null || snapshot.bots.some(({ id }) => id === botId)) return [];
  return [{ path: '/botId', message: 'There is no such bot.' }];
}
