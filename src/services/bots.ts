import type { ConnectorDefinition } from '../domain/connector.ts';
import type { BotId } from '../domain/ids.ts';
import type { FieldValues } from '../domain/settings.ts';
import type { Page, PageRequest } from '../store/queries.ts';
import { revisionOfBot } from '../store/registry/revision.ts';
import type { RegistrySnapshot, StoredBot } from '../store/registry.ts';
import { type Access, mayUse, requireAllChannels, requireScope } from './access.ts';
import { conflictError, type RegistryDependencies } from './dependencies.ts';
import { checkName } from './names.ts';
import { pageOf } from './page.ts';
import { type Precondition, requireRevision } from './precondition.ts';
import { invalid, notFound, type Problem, refuse } from './service-error.ts';
import {
  checkSettings,
  type FieldInput,
  joinSettings,
  mergeFields,
  namesOfSecrets,
  splitSettings,
} from './settings-form.ts';
import { untilUnchanged } from './until-unchanged.ts';

/** A bot without its secrets. */
export interface BotView {
  id: BotId;
  name: string;
  connector: string;
  settings: FieldValues;
  /** Names of the secret settings that have a value. */
  secretsSet: readonly string[];
  createdAt: number;
  updatedAt: number;
  /** Another one, another content: for `ifRevision`. */
  revision: string;
}

export interface NewBot {
  name: string;
  connector: string;
  settings: FieldInput;
}

/** Settings that are not named stay; null removes one. */
export interface BotPatch extends Precondition {
  name?: string;
  settings?: FieldInput;
}

/** What answers. Keys limited to some channels see the bots of those and change none. */
export interface Bots {
  /** `generated`: secrets made up because the input left them out; shown this once. */
  create(access: Access, input: NewBot): Promise<{ bot: BotView; generated: FieldValues }>;
  get(access: Access, id: string): Promise<BotView>;
  list(access: Access, page: PageRequest): Promise<Page<BotView>>;
  patch(access: Access, id: string, patch: BotPatch): Promise<BotView>;
  /** `conflict` while a channel names it. */
  delete(access: Access, id: string): Promise<void>;
}

export function createBots(deps: RegistryDependencies): Bots {
  async function find(access: Access, id: string): Promise<StoredBot> {
    const bot = visibleBots(access, await deps.registry.snapshot()).find((candidate) => candidate.id === id);
    if (!bot) throw notFound('bot');
    return bot;
  }

  async function change(access: Access, id: string, patch: BotPatch): Promise<StoredBot | 'changed'> {
    const before = await find(access, id);
    requireRevision(revisionOfBot(before), patch);
    const bot = patchedBot(deps, before, patch);
    if (patch.settings) refuse(await refusedUrls(deps, bot.settings));
    const written = await deps.registry.updateBot(bot, revisionOfBot(before));
    if (written === false) throw notFound('bot');
    return written === 'changed' ? written : bot;
  }

  return {
    async create(access, input) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      const { bot, generated } = newBot(deps, input);
      refuse(await refusedUrls(deps, bot.settings));
      await deps.registry.insertBot(bot);
      await deps.directory.reload();
      return { bot: botView(bot), generated };
    },
    async get(access, id) {
      requireScope(access, 'read');
      return botView(await find(access, id));
    },
    async list(access, page) {
      requireScope(access, 'read');
      return pageOf(visibleBots(access, await deps.registry.snapshot()).map(botView), page);
    },
    async patch(access, id, patch) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      const bot = await untilUnchanged(() => change(access, id, patch));
      await deps.directory.reload();
      return botView(bot);
    },
    async delete(access, id) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      const deleted = await deps.registry.deleteBot((await find(access, id)).id);
      if (deleted === false) throw notFound('bot');
      if (deleted !== true) throw conflictError(deleted);
      await deps.directory.reload();
    },
  };
}

function newBot(deps: RegistryDependencies, input: NewBot): { bot: StoredBot; generated: FieldValues } {
  const definition = findConnector(deps, input.connector);
  const given = mergeFields({}, input.settings);
  const generated = missing(definition.generate?.(given, deps.random) ?? {}, given);
  const settings = { ...given, ...generated };
  refuse([...checkName(input.name), ...checkSettings(definition, settings)]);
  const id = deps.ids.next('bot') as BotId; // New ids are branded where they are made.
  const now = deps.now();
  const split = splitSettings(id, definition, settings, deps.vault);
  const bot = { id, name: input.name, connector: definition.id, ...split, createdAt: now, updatedAt: now };
  return { bot, generated };
}

function patchedBot(deps: RegistryDependencies, bot: StoredBot, patch: BotPatch): StoredBot {
  const definition = findConnector(deps, bot.connector);
  const name = patch.name ?? bot.name;
  const settings = mergeFields(joinSettings(bot.id, bot, deps.vault), patch.settings ?? {});
  refuse([...checkName(name), ...checkSettings(definition, settings)]);
  const split = splitSettings(bot.id, definition, settings, deps.vault);
  return { ...bot, ...split, name, updatedAt: deps.now() };
}

/** Addresses that the guard would refuse at the first message are refused where somebody can mend them. */
async function refusedUrls({ refusalOf }: RegistryDependencies, settings: FieldValues): Promise<Problem[]> {
  if (!refusalOf) return [];
  const urls = Object.entries(settings).filter(([, value]) => /^https?:\/\/\S+$/i.test(value));
  const told = await Promise.all(urls.map(async ([name, url]) => ({ name, why: await refusalOf(url) })));
  return told.flatMap(({ name, why }) => (why === null ? [] : [{ path: `/settings/${name}`, message: why }]));
}

function missing(generated: FieldValues, given: FieldValues): FieldValues {
  return Object.fromEntries(Object.entries(generated).filter(([name]) => !(name in given)));
}

function findConnector(deps: RegistryDependencies, id: string): ConnectorDefinition {
  const found = deps.connectors.find((definition) => definition.id === id);
  if (found) return found;
  const known = deps.connectors.map((definition) => definition.id).join(', ');
  throw invalid([{ path: '/connector', message: `Unknown connector; known are ${known}.` }]);
}

function visibleBots(access: Access, snapshot: RegistrySnapshot): readonly StoredBot[] {
  if (access.channelIds === null) return snapshot.bots;
  const named = new Set(snapshot.channels.filter((channel) => mayUse(access, channel.id)).map(({ botId }) => botId));
  return snapshot.bots.filter((bot) => named.has(bot.id));
}

function botView(bot: StoredBot): BotView {
  const { secrets, ...view } = bot;
  return { ...view, secretsSet: namesOfSecrets({ secrets }), revision: revisionOfBot(bot) };
}
