import type { Schemas } from '../client.ts';
import { describeChannel } from './describe-setup.ts';
import { differences } from './difference.ts';
import type { DocumentChannel, SetupDocument } from './document.ts';
import { type Circumstances, entryOf, type Findings, findByName, type PlanEntry, type Step } from './plan.ts';
import { matchPlanned, newSettings, type PlannedConnection, planConnections } from './plan-connections.ts';
import { senderLines, senderProblems, sendersAt, standbyFieldProblems } from './plan-senders.ts';

type Rules = Pick<Schemas['UpdateChannel'], keyof NonNullable<DocumentChannel['rules']>>;
type Named = Pick<SetupDocument, 'applications' | 'bots'>;

/** What becomes of a channel and its connections. `document`: what its names may mean, beside what the target has. */
export function planChannel(channel: DocumentChannel, circumstances: Circumstances, document: Named): PlanEntry {
  const { target } = circumstances;
  const { found, problems } = findByName(target.channels, channel.name);
  const planned = matchPlanned(channel, found, circumstances);
  problems.push(
    ...planned.flatMap((one) => one.problems),
    ...strangers(channel, target, document),
    ...senderProblems(channel, target),
  );
  const findings = found
    ? changes(channel, planned, { found, target })
    : { ...creation(channel, planned, target), problems: [] };
  problems.push(...findings.problems);
  return entryOf({ kind: 'channel', name: channel.name }, !found, { ...findings, problems });
}

function strangers({ bot, connections }: DocumentChannel, target: Circumstances['target'], document: Named): string[] {
  const has = (parts: readonly { name: string }[] = [], name: string) => parts.some((one) => one.name === name);
  const applications = connections.flatMap(({ application }) => application ?? []);
  return [
    ...(bot == null || has(document.bots, bot) || has(target.bots, bot) ? [] : [`bot: there is no bot "${bot}"`]),
    ...applications
      .filter((name) => !has(document.applications, name) && !has(target.applications, name))
      .map((name) => `application: there is no application "${name}"`),
  ];
}

/** The channel with its active connection, then those that stand by: if it breaks off between, the next import finds what is there. */
function creation(
  channel: DocumentChannel,
  planned: readonly PlannedConnection[],
  target: Circumstances['target'],
): Omit<Findings, 'problems'> {
  const { name, bot = null, enabled = true, rules, senders } = channel;
  const active = planned.find(({ wanted }) => wanted.state === 'active');
  if (!active) return { lines: [], steps: [] };
  const { provider, application = null } = active.wanted;
  const body = {
    name,
    provider,
    enabled,
    settings: newSettings(active),
    senders: sendersAt(senders, provider, target.providers),
  };
  const others = planned.filter((one) => one !== active);
  return {
    lines: [
      ...senders.map(({ phoneNumber }) => `senders: ${phoneNumber}`),
      ...planned.map(({ wanted, path }) => `${path}: ${wanted.provider}, ${wanted.state}`),
    ],
    steps: [
      { do: 'create_channel', bot, application, body: { ...body, ...asSent(rules) } },
      ...planConnections(channel, others, target).standby.steps,
    ],
  };
}

function changes(
  channel: DocumentChannel,
  planned: readonly PlannedConnection[],
  { found, target }: { found: Schemas['Channel']; target: Circumstances['target'] },
): Findings {
  const { active, standby } = planConnections(channel, planned, target);
  const own = ownChanges(channel, found, target);
  const standsBy = planned.filter(({ wanted, existing }) => wanted.state === 'standby' && existing);
  const others = standsBy.map(({ wanted }) => wanted.provider).filter((provider) => provider !== providerOf(channel));
  return {
    lines: [...own.lines, ...active.lines, ...standby.lines, ...leftOver(found, planned)],
    problems: standbyFieldProblems(channel, found.senders, others, target),
    steps: [...active.steps, ...own.steps, ...standby.steps],
  };
}

/** Members that are `undefined` do not travel: what is left is what the API's own schema let through. */
function asSent(rules: DocumentChannel['rules']): Rules {
  return (rules ?? {}) as Rules;
}

function leftOver({ connections }: Schemas['Channel'], planned: readonly PlannedConnection[]): string[] {
  return connections
    .filter(({ id, state }) => state === 'standby' && !planned.some(({ existing }) => existing?.id === id))
    .map(
      ({ id, provider }) => `${provider} stands by at the target (${id}), of which the document says nothing: it stays`,
    );
}

function providerOf({ connections }: DocumentChannel): string {
  return connections.find(({ state }) => state === 'active')?.provider ?? '';
}

function ownChanges(
  channel: DocumentChannel,
  found: Schemas['Channel'],
  target: Circumstances['target'],
): Omit<Findings, 'problems'> {
  const { enabled, bot, rules = {} } = channel;
  const before = describeChannel(found, target);
  const senders = sendersAt(channel.senders, providerOf(channel), target.providers);
  const sent = senderLines(senders, found.senders);
  const ruled = differences(before.rules ?? {}, rules, 'rules.');
  const lines = [...differences({ ...before }, { enabled, bot }), ...sent, ...ruled];
  if (lines.length === 0) return { lines, steps: [] };
  const body = {
    ...(enabled !== undefined && { enabled }),
    ...(sent.length > 0 && { senders }),
    ...(ruled.length > 0 && asSent(rules)),
  };
  const step: Step = { do: 'update_channel', channel: channel.name, ...(bot !== undefined && { bot }), body };
  return { lines, steps: [step] };
}
