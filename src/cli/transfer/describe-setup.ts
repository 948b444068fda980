import type { Schemas } from '../client.ts';
import { CliError } from '../errors.ts';
import { describeTemplate } from './describe-template.ts';
import {
  type DocumentApplication,
  type DocumentBot,
  type DocumentChannel,
  type DocumentConnection,
  type DocumentEventWebhook,
  type DocumentTemplate,
  type SetupDocument,
  VERSION,
} from './document.ts';
import { compareText, ordered } from './ordered.ts';
import type { Setup } from './read-setup.ts';

export interface Wanted {
  /** Names or ids; empty: all channels, and everything else too. */
  channels: readonly string[];
  templates: boolean;
}

/** The document of a set-up, or of some channels with what they use. Throws `CliError` for unknown channels and names that are not unique. */
export function describeSetup(setup: Setup, wanted: Wanted): SetupDocument {
  const channels = chosenChannels(setup, wanted.channels);
  const isWhole = wanted.channels.length === 0;
  const bots = setup.bots.filter(({ id }) => isWhole || channels.some(({ botId }) => botId === id));
  const applications = setup.applications.filter(({ id }) => isWhole || channels.some((one) => uses(one, id)));
  const eventWebhooks = setup.eventWebhooks.filter((one) => isWhole || isOnlyOf(one, channels));
  requireUniqueNames({ applications, bots, channels: setup.channels, 'event webhooks': eventWebhooks });
  return {
    version: VERSION,
    applications: byName(applications.map(describeApplication)),
    bots: byName(bots.map(describeBot)),
    channels: byName(
      channels.map((channel) => ({
        ...describeChannel(channel, setup),
        ...(wanted.templates && { templates: describeTemplates(setup, channel) }),
      })),
    ),
    eventWebhooks: byName(eventWebhooks.map((one) => describeEventWebhook(one, setup))),
  };
}

function chosenChannels({ channels }: Setup, wanted: readonly string[]): readonly Schemas['Channel'][] {
  if (wanted.length === 0) return channels;
  const strange = wanted.find((given) => !channels.some(({ id, name }) => id === given || name === given));
  if (strange !== undefined) throw new CliError(`there is no channel "${strange}"`);
  return channels.filter(({ id, name }) => wanted.includes(id) || wanted.includes(name));
}

function uses({ connections }: Schemas['Channel'], applicationId: string): boolean {
  return kept(connections).some(({ settings }) => settings.applicationId === applicationId);
}

function isOnlyOf({ channelIds }: Schemas['EventWebhook'], channels: readonly Schemas['Channel'][]): boolean {
  return channelIds?.every((wanted) => channels.some(({ id }) => id === wanted)) ?? false;
}

function requireUniqueNames(parts: Readonly<Record<string, readonly { id: string; name: string }[]>>): void {
  for (const [kind, all] of Object.entries(parts)) {
    const twice = all.find(({ id, name }) => all.some((other) => other.name === name && other.id !== id));
    if (twice) throw new CliError(`two ${kind} are called "${twice.name}": rename one, for names tell them apart`);
  }
}

export function describeApplication({ name, audience, singleUse }: Schemas['Application']): DocumentApplication {
  return { name, audience, singleUse };
}

export function describeBot({ name, connector, settings, secretsSet }: Schemas['Bot']): DocumentBot {
  return { name, connector, settings: ordered(settings), ...needed(secretsSet) };
}

/** A channel without its templates. */
export function describeChannel(channel: Schemas['Channel'], setup: Setup): DocumentChannel {
  const {
    id: _id,
    name,
    provider: _provider,
    webhookUrl: _url,
    enabled,
    botId,
    senders,
    connections,
    ...rest
  } = channel;
  const { sendingConnectionId: _sending, createdAt: _created, updatedAt: _updated, ...rules } = rest;
  const shown = kept(connections).map((one) => describeConnection(one, setup));
  return {
    name,
    enabled,
    bot: setup.bots.find(({ id }) => id === botId)?.name ?? null,
    senders: senders.map((one) => describeSender(one, senderFields(shown, setup))),
    connections: shown.toSorted((one, other) => compareText(placeOf(one), placeOf(other))),
    // The API takes rules as it gives them.
    rules: ordered(rules) as DocumentChannel['rules'],
  };
}

/** Those that drain are on their way out. */
function kept(connections: readonly Schemas['Connection'][]): readonly Schemas['Connection'][] {
  return connections.filter(({ state }) => state !== 'draining');
}

export function describeConnection(connection: Schemas['Connection'], setup: Setup): DocumentConnection {
  const { applicationId, ...settings } = connection.settings;
  const application = setup.applications.find(({ id }) => id === applicationId)?.name;
  return {
    provider: connection.provider,
    state: connection.state === 'standby' ? 'standby' : 'active',
    ...(application !== undefined && { application }),
    settings: ordered(settings),
    ...needed(connection.secretsSet),
  };
}

/** The active one first. */
function placeOf(connection: DocumentConnection): string {
  return JSON.stringify([connection.state, connection.provider, connection.settings]);
}

function senderFields(connections: readonly DocumentConnection[], { providers }: Setup): ReadonlySet<string> {
  const used = providers.filter(({ id }) => connections.some(({ provider }) => provider === id));
  return new Set(used.flatMap((one) => one.senderFields.map(({ name }) => name)));
}

/** Fields of providers that the channel has left are left behind. */
function describeSender({ id: _, phoneNumber, ...fields }: Schemas['Sender'], names: ReadonlySet<string>) {
  const known = Object.entries(fields).filter(([name]) => names.has(name));
  return { phoneNumber, ...ordered(Object.fromEntries(known)) };
}

export function describeEventWebhook(webhook: Schemas['EventWebhook'], { channels }: Setup): DocumentEventWebhook {
  const { name, url, types, channelIds, enabled } = webhook;
  const names = channels.filter(({ id }) => channelIds?.includes(id)).map((one) => one.name);
  return {
    name,
    url,
    types: types?.toSorted(compareText) ?? null,
    channels: channelIds && names.toSorted(compareText),
    enabled,
  };
}

/** By name and language; each once, whatever the account it is in. */
export function describeTemplates({ templates }: Setup, { id }: Schemas['Channel']): DocumentTemplate[] {
  const all = new Map((templates.get(id) ?? []).map((one) => [keyOf(one), describeTemplate(one)]));
  return [...all.values()].toSorted((one, other) => compareText(keyOf(one), keyOf(other)));
}

function keyOf({ name, language }: { name: string; language: string }): string {
  return JSON.stringify([name, language]);
}

function needed(secrets: readonly string[]): { secretsNeeded?: string[] } {
  return secrets.length === 0 ? {} : { secretsNeeded: secrets.toSorted(compareText) };
}

function byName<Part extends { name: string }>(parts: readonly Part[]): Part[] {
  return parts.toSorted((one, other) => compareText(one.name, other.name));
}
