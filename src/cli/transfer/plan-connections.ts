import type { Schemas } from '../client.ts';
import { describeConnection } from './describe-setup.ts';
import { differences, wholeDifferences } from './difference.ts';
import type { DocumentChannel, DocumentConnection } from './document.ts';
import { matchConnections, type TargetConnection } from './match-connections.ts';
import type { Circumstances, Findings, Step } from './plan.ts';
import { planSecrets, secretLines } from './plan-secrets.ts';
import { sendersAt } from './plan-senders.ts';
import { settingProblems } from './setting-problems.ts';
import { settingsChange } from './settings-change.ts';

/** A connection of the document, its place there, and what the target has for it. */
export interface PlannedConnection {
  wanted: DocumentConnection;
  path: string;
  existing: TargetConnection | undefined;
  /** Values to be written. */
  secrets: Record<string, string>;
  problems: string[];
}

/** Each connection of a channel beside the one at the target. `found`: the channel there, if there is one. */
export function matchPlanned(
  channel: DocumentChannel,
  found: Schemas['Channel'] | undefined,
  circumstances: Circumstances,
): PlannedConnection[] {
  const { target, secrets, replaceSecrets: replace } = circumstances;
  const existing = (found?.connections ?? [])
    .filter(({ state }) => state !== 'draining')
    .map((one) => ({ id: one.id, secretsSet: one.secretsSet, described: describeConnection(one, target) }));
  const matches = matchConnections(channel.connections, existing);
  return channel.connections.map((wanted, at) => {
    const path = `connections[${at}]`;
    const definition = target.providers.find(({ id }) => id === wanted.provider);
    const planned = planSecrets({
      path: `channels.${channel.name}.${path}`,
      needed: wanted.secretsNeeded ?? [],
      set: matches[at]?.secretsSet ?? [],
      given: secrets.channels?.[channel.name]?.connections[at] ?? {},
      fields: definition?.fields ?? [],
      replace,
    });
    const problems = definition
      ? [...planned.problems, ...settingsAt(path, wanted, matches[at], definition)]
      : [`${path}: the target has no provider "${wanted.provider}"`];
    return { wanted, path, existing: matches[at], secrets: planned.settings, problems };
  });
}

function settingsAt(
  path: string,
  { settings }: DocumentConnection,
  existing: TargetConnection | undefined,
  { fields }: Schemas['Provider'],
): string[] {
  return settingProblems({ path: `${path}.settings.`, settings, isNew: existing === undefined, fields });
}

/** The settings of a new connection. */
export function newSettings({ wanted, secrets }: PlannedConnection): Record<string, string> {
  return { ...wanted.settings, ...secrets };
}

/** What makes the target's connections those of the document. The channel is there. The active one comes first: it decides what senders need. */
export function planConnections(
  channel: DocumentChannel,
  planned: readonly PlannedConnection[],
  target: Circumstances['target'],
): { active: Findings; standby: Findings } {
  const [active, standby] = [findings(), findings()];
  for (const one of planned) {
    const into = one.wanted.state === 'active' ? active : standby;
    if (one.existing) changeExisting(channel, { ...one, existing: one.existing }, into);
    else into.steps.push(addition(channel, one, isKept(planned), target));
    if (!one.existing) into.lines.push(`${one.path}: ${one.wanted.provider}, ${one.wanted.state}, is new`);
  }
  return { active, standby };
}

function findings(): Findings {
  return { lines: [], problems: [], steps: [] };
}

/** Whether the connection that is active at the target is to stand by, and not to go. */
function isKept(planned: readonly PlannedConnection[]): boolean {
  return planned.some(({ wanted, existing }) => wanted.state === 'standby' && existing?.described.state === 'active');
}

function addition(
  channel: DocumentChannel,
  one: PlannedConnection,
  keepsActive: boolean,
  { providers }: Circumstances['target'],
): Step {
  const { provider, state, application = null } = one.wanted;
  const takesOver = state === 'active' && keepsActive;
  const senders = sendersAt(channel.senders, provider, providers);
  const body = { provider, settings: newSettings(one), senders, state: takesOver ? ('standby' as const) : state };
  return { do: 'add_connection', channel: channel.name, application, body, ...(takesOver && { takesOver }) };
}

function changeExisting(
  channel: DocumentChannel,
  { wanted, path, existing, secrets }: PlannedConnection & { existing: TargetConnection },
  { lines, steps }: Findings,
): void {
  const { described, id, secretsSet } = existing;
  const settings = { ...settingsChange(described.settings ?? {}, wanted.settings), ...secrets };
  const isPromoted = wanted.state === 'active' && described.state === 'standby';
  const isOtherApplication = wanted.application !== described.application;
  lines.push(
    ...(wanted.settings ? wholeDifferences(described.settings ?? {}, wanted.settings, `${path}.settings.`) : []),
    ...wholeDifferences(pick(described), pick(wanted), `${path}.`),
    ...differences({ state: described.state }, { state: wanted.state }, `${path}.`),
    ...secretLines(secrets, secretsSet, `${path}.`),
  );
  if (Object.keys(settings).length === 0 && !isPromoted && !isOtherApplication) return;
  const body = { ...(Object.keys(settings).length > 0 && { settings }), ...(isPromoted && { state: wanted.state }) };
  const application = isOtherApplication ? { application: wanted.application ?? null } : {};
  steps.push({ do: 'update_connection', channel: channel.name, id, ...application, body });
}

function pick({ application }: DocumentConnection): { application?: string } {
  return application === undefined ? {} : { application };
}
