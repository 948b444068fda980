import { type Api, type Schemas, unwrap } from '../client.ts';
import type { PlanEntry, Step } from './plan.ts';
import type { Setup } from './read-setup.ts';

/** What somebody must take down after an import: it is told once, or has to be entered at a provider. */
export interface Outcome {
  done: PlanEntry[];
  /** Secrets that the gateway made. */
  secrets: { of: string; name: string; value: string }[];
  callbackUrls: { channel: string; provider: string; url: string }[];
  /** Where it stopped, if it did. */
  failed: { entry: PlanEntry; error: unknown } | null;
}

/** Ids by name: those of the target, and those of what was made meanwhile. */
interface Known {
  applications: Map<string, string>;
  bots: Map<string, string>;
  channels: Map<string, string>;
  eventWebhooks: Map<string, string>;
}

/** Does what is planned, part by part, and stops at the first refusal: what is done stays, and another import does the rest. */
export async function carryOut(api: Api, parts: readonly PlanEntry[], target: Setup): Promise<Outcome> {
  const outcome: Outcome = { done: [], secrets: [], callbackUrls: [], failed: null };
  const known = idsOf(target);
  for (const entry of parts) {
    try {
      for (const step of entry.steps) await take(step, { api, known, outcome });
    } catch (error) {
      return { ...outcome, failed: { entry, error } };
    }
    outcome.done.push(entry);
  }
  return outcome;
}

function idsOf({ applications, bots, channels, eventWebhooks }: Setup): Known {
  const byName = (parts: readonly { id: string; name: string }[]) => new Map(parts.map(({ id, name }) => [name, id]));
  return {
    applications: byName(applications),
    bots: byName(bots),
    channels: byName(channels),
    eventWebhooks: byName(eventWebhooks),
  };
}

interface Means {
  api: Api;
  known: Known;
  outcome: Outcome;
}

async function take(step: Step, means: Means): Promise<void> {
  switch (step.do) {
    case 'create_application':
    case 'update_application':
      return takeApplication(step, means);
    case 'create_bot':
    case 'update_bot':
      return takeBot(step, means);
    case 'create_channel':
    case 'update_channel':
      return takeChannel(step, means);
    case 'add_connection':
      return addConnection(step, means);
    case 'update_connection':
      return updateConnection(step, means);
    case 'create_template': {
      const path = { id: idOf(means.known.channels, step.channel) };
      await unwrap(means.api.POST('/api/v1/channels/{id}/templates', { params: { path }, body: step.body }));
      return;
    }
    case 'create_event_webhook':
    case 'update_event_webhook':
      return takeEventWebhook(step, means);
    default:
      return step satisfies never;
  }
}

type StepOf<Kind extends Step['do']> = Extract<Step, { do: Kind }>;

async function takeApplication(
  step: StepOf<'create_application' | 'update_application'>,
  { api, known, outcome }: Means,
): Promise<void> {
  if (step.do === 'update_application') {
    const path = { id: idOf(known.applications, step.name) };
    await unwrap(api.PATCH('/api/v1/applications/{id}', { params: { path }, body: step.body }));
    return;
  }
  const made = await unwrap(api.POST('/api/v1/applications', { body: step.body }));
  known.applications.set(made.name, made.id);
  const of = `application ${made.name} (client id ${made.id})`;
  outcome.secrets.push({ of, name: 'clientSecret', value: made.clientSecret });
}

async function takeBot(step: StepOf<'create_bot' | 'update_bot'>, { api, known, outcome }: Means): Promise<void> {
  if (step.do === 'update_bot') {
    const path = { id: idOf(known.bots, step.name) };
    await unwrap(api.PATCH('/api/v1/bots/{id}', { params: { path }, body: step.body }));
    return;
  }
  const made = await unwrap(api.POST('/api/v1/bots', { body: step.body }));
  known.bots.set(made.name, made.id);
  const generated = Object.entries(made.generatedSecrets ?? {});
  outcome.secrets.push(...generated.map(([name, value]) => ({ of: `bot ${made.name}`, name, value })));
}

async function takeChannel(
  step: StepOf<'create_channel' | 'update_channel'>,
  { api, known, outcome }: Means,
): Promise<void> {
  if (step.do === 'update_channel') {
    const path = { id: idOf(known.channels, step.channel) };
    const bot = step.bot === undefined ? {} : { botId: idOrNull(known.bots, step.bot) };
    await unwrap(api.PATCH('/api/v1/channels/{id}', { params: { path }, body: { ...step.body, ...bot } }));
    return;
  }
  const settings = withApplication(step.body.settings ?? {}, step.application, known);
  const body = { ...step.body, settings, botId: idOrNull(known.bots, step.bot) };
  const made = await unwrap(api.POST('/api/v1/channels', { body }));
  known.channels.set(made.name, made.id);
  tellUrls(outcome, made.name, made.connections);
}

async function addConnection(step: StepOf<'add_connection'>, { api, known, outcome }: Means): Promise<void> {
  const id = idOf(known.channels, step.channel);
  const body = { ...step.body, settings: withApplication(step.body.settings ?? {}, step.application, known) };
  const made = await unwrap(api.POST('/api/v1/channels/{id}/connections', { params: { path: { id } }, body }));
  tellUrls(outcome, step.channel, [made]);
  if (!step.takesOver) return;
  await patchConnection(api, { id, connectionId: made.id }, { state: 'active' });
}

async function updateConnection(step: StepOf<'update_connection'>, { api, known }: Means): Promise<void> {
  const path = { id: idOf(known.channels, step.channel), connectionId: step.id };
  if (step.application === undefined) return patchConnection(api, path, step.body);
  const applicationId = idOrNull(known.applications, step.application);
  return patchConnection(api, path, { ...step.body, settings: { ...step.body.settings, applicationId } });
}

async function patchConnection(
  api: Api,
  path: { id: string; connectionId: string },
  body: Schemas['UpdateConnection'],
): Promise<void> {
  await unwrap(api.PATCH('/api/v1/channels/{id}/connections/{connectionId}', { params: { path }, body }));
}

async function takeEventWebhook(
  step: StepOf<'create_event_webhook' | 'update_event_webhook'>,
  { api, known, outcome }: Means,
): Promise<void> {
  const idsOfChannels = (names: readonly string[] | null) => names?.map((name) => idOf(known.channels, name)) ?? null;
  if (step.do === 'update_event_webhook') {
    const path = { id: idOf(known.eventWebhooks, step.name) };
    const channels = step.channels === undefined ? {} : { channelIds: idsOfChannels(step.channels) };
    await unwrap(api.PATCH('/api/v1/event-webhooks/{id}', { params: { path }, body: { ...step.body, ...channels } }));
    return;
  }
  const body = { ...step.body, channelIds: idsOfChannels(step.channels) };
  const made = await unwrap(api.POST('/api/v1/event-webhooks', { body }));
  known.eventWebhooks.set(made.name, made.id);
  outcome.secrets.push({ of: `event webhook ${made.name}`, name: 'secret', value: made.secret });
}

function tellUrls(outcome: Outcome, channel: string, connections: readonly Schemas['Connection'][]): void {
  outcome.callbackUrls.push(...connections.map(({ provider, webhookUrl }) => ({ channel, provider, url: webhookUrl })));
}

function withApplication(
  settings: Readonly<Record<string, string>>,
  application: string | null,
  { applications }: Known,
): Record<string, string> {
  return { ...settings, ...(application !== null && { applicationId: idOf(applications, application) }) };
}

function idOrNull(known: ReadonlyMap<string, string>, name: string | null): string | null {
  return name === null ? null : idOf(known, name);
}

/** The plan has looked that there is one: otherwise something before it was not done. */
function idOf(known: ReadonlyMap<string, string>, name: string): string {
  const id = known.get(name);
  if (id === undefined) throw new Error(`"${name}" has no id although it was planned`);
  return id;
}
