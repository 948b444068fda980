import { type ConnectionState, type ConnectionStop, isStopped } from '../../domain/channel.ts';
import type { ConnectionId, SenderId } from '../../domain/ids.ts';
import type { ChannelActivity, Fact, StoredTemplate, TemplateStore, TemplateSync } from '../../store/templates.ts';
import { type Access, requireScope } from '../access.ts';
import type { ChannelEntry, Directory } from '../directory.ts';
import { pickChannel } from '../pick.ts';
import type { StandIn, StandIns } from '../stand-ins.ts';
import { accountName, accountsOf } from '../templates/accounts.ts';
import { concernsOfFacts, concernsOfTemplates } from './concerns.ts';

/** A name and what was last told, newest word. */
export type Facts = Readonly<Record<string, string>>;

export interface ChannelHealth extends ChannelActivity {
  /** `stopped`: nothing is sent. `attention`: it works, but an operator should look. */
  state: 'ok' | 'attention' | 'stopped';
  /** One sentence each; empty if all is well. */
  reasons: readonly string[];
  /** Which connection sends now; null: none does. */
  sendingConnectionId: ConnectionId | null;
  connections: readonly {
    id: ConnectionId;
    provider: string;
    state: ConnectionState;
    stopped: ConnectionStop | null;
  }[];
  senders: readonly { id: SenderId; phoneNumber: string; account: string | null; facts: Facts }[];
  accounts: readonly AccountHealth[];
}

export interface AccountHealth {
  account: string;
  facts: Facts;
  /** How many templates there are of each status. */
  templates: Readonly<Record<string, number>>;
  sync: Pick<TemplateSync, 'syncedAt' | 'error' | 'failedAt'> | null;
}

/** How a channel fares, out of what providers told and what happened here. Asks no provider. */
export interface Health {
  of(access: Access, channelId: string): Promise<ChannelHealth>;
}

export interface HealthParts {
  directory: Pick<Directory, 'channel'>;
  store: Pick<TemplateStore, 'listTemplates' | 'listSyncs' | 'listFacts' | 'channelActivity'>;
  standIns: Pick<StandIns, 'of'>;
  now(): number;
}

export function createHealth({ directory, store, standIns, now }: HealthParts): Health {
  return {
    async of(access, channelId) {
      requireScope(access, 'read');
      const channel = pickChannel(directory, access, channelId);
      const { id } = channel.channel;
      const [templates, syncs, facts, activity] = await Promise.all([
        store.listTemplates(id),
        store.listSyncs(id),
        store.listFacts(id),
        store.channelActivity(id),
      ]);
      return { ...judge({ channel, standIn: standIns.of(id), templates, syncs, facts, now: now() }), ...activity };
    },
  };
}

interface Known {
  channel: ChannelEntry;
  standIn: StandIn | null;
  templates: readonly StoredTemplate[];
  syncs: readonly TemplateSync[];
  facts: readonly Fact[];
  now: number;
}

function judge(known: Known): Omit<ChannelHealth, keyof ChannelActivity> {
  const { channel, facts, now } = known;
  const stops = stopsOf(known);
  const concerns = concernsOf(known);
  return {
    state: stops.length > 0 ? 'stopped' : concerns.length > 0 ? 'attention' : 'ok',
    reasons: [...stops, ...concerns],
    sendingConnectionId: sendingNow(known),
    connections: channel.connections.map(({ connection }) => ({
      id: connection.id,
      provider: connection.provider,
      state: connection.state,
      stopped: isStopped(connection, now) ? (connection.stopped ?? null) : null,
    })),
    senders: channel.senders.map((sender) => ({
      id: sender.id,
      phoneNumber: sender.phoneNumber,
      account: (channel.active && accountName(channel.active.definition, sender)) ?? null,
      facts: factsAbout(facts, 'sender', sender.phoneNumber),
    })),
    accounts: accountsOfChannel(known),
  };
}

function stopsOf({ channel: { active, channel }, standIn, now }: Known): string[] {
  if (!active) return ['The channel has no active connection.'];
  const { stopped } = active.connection;
  if (stopped != null && standIn === null && isStopped(active.connection, now)) return [stopped.message];
  return channel.enabled ? [] : ['The channel is disabled.'];
}

/** Also while nothing goes: it is what would send. */
function sendingNow({ channel, standIn }: Known): ConnectionId | null {
  return standIn?.connectionId ?? channel.active?.connection.id ?? null;
}

function takeover({ active, connections }: ChannelEntry, standIn: StandIn | null): string[] {
  if (standIn === null || !active) return [];
  const name = (id: ConnectionId) => {
    const entry = connections.find(({ connection }) => connection.id === id);
    return `${id}${entry ? ` (${entry.definition.displayName})` : ''}`;
  };
  const why =
    standIn.reason === 'stopped'
      ? `is stopped: ${active.connection.stopped?.message ?? 'it was.'}`
      : 'cannot be reached.';
  const since = new Date(standIn.since).toISOString();
  return [`Connection ${name(standIn.connectionId)} sends since ${since}, because ${name(standIn.insteadOf)} ${why}`];
}

/** Facts of numbers that are no senders here any more do not count. */
function concernsOf({ channel, standIn, templates, syncs, facts, now }: Known): string[] {
  const numbers = channel.senders.map(({ phoneNumber }) => phoneNumber);
  const concerned = facts.filter(({ about, subject }) => about === 'account' || numbers.includes(subject));
  const unread = syncs.flatMap(({ account, error }) =>
    error === null ? [] : [`The templates of account ${account} could not be read: ${error}`],
  );
  return [
    ...takeover(channel, standIn),
    ...concernsOfFacts(concerned, now),
    ...concernsOfTemplates(templates),
    ...unread,
  ];
}

function accountsOfChannel({ channel, templates, syncs, facts }: Known): AccountHealth[] {
  const told = facts.flatMap(({ about, subject }) => (about === 'account' ? [subject] : []));
  const names = new Set([...accountsOf(channel).map(({ account }) => account), ...told]);
  return [...names].map((account) => {
    const sync = syncs.find((one) => one.account === account);
    const own = templates.filter((template) => template.account === account);
    return {
      account,
      facts: factsAbout(facts, 'account', account),
      templates: countStatuses(own),
      sync: sync ? { syncedAt: sync.syncedAt, error: sync.error, failedAt: sync.failedAt } : null,
    };
  });
}

function factsAbout(facts: readonly Fact[], about: Fact['about'], subject: string): Facts {
  const meant = facts.filter((fact) => fact.about === about && fact.subject === subject);
  return Object.fromEntries(meant.map(({ name, value }) => [name, value]));
}

function countStatuses(templates: readonly StoredTemplate[]): Record<string, number> {
  const groups = Object.entries(Object.groupBy(templates, ({ status }) => status));
  return Object.fromEntries(groups.map(([status, group]) => [status, group?.length ?? 0]));
}
