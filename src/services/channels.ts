import type { ChannelId } from '../domain/ids.ts';
import type { ChannelEventView, Page, PageRequest, QueryStore } from '../store/queries.ts';
import { revisionOfChannel } from '../store/registry/revision.ts';
import type { ChannelChange, Conflict, RegistrySnapshot } from '../store/registry.ts';
import { type Access, mayUse, requireAllChannels, requireScope } from './access.ts';
import { checkApplication } from './applications/check-application.ts';
import { changeChannel, newChannel } from './channel-changes.ts';
import type { ChannelPatch, NewChannel, NewConnection } from './channel-inputs.ts';
import { type ChannelView, type ConnectionView, channelViews } from './channel-views.ts';
import { createConnectionStops } from './connection-stops.ts';
import { buildConnection } from './connections.ts';
import { conflictError, type RegistryDependencies } from './dependencies.ts';
import { pageOf, readPage } from './page.ts';
import { requireRevision } from './precondition.ts';
import { notFound, refuse } from './service-error.ts';
import { untilUnchanged } from './until-unchanged.ts';

/** Senders, the bot that answers, rules. Nothing here calls a provider. */
export interface Channels {
  list(access: Access, page: PageRequest): Promise<Page<ChannelView>>;
  get(access: Access, id: string): Promise<ChannelView>;
  create(access: Access, input: NewChannel): Promise<ChannelView>;
  patch(access: Access, id: string, patch: ChannelPatch): Promise<ChannelView>;
  delete(access: Access, id: string): Promise<void>;
  addConnection(access: Access, id: string, input: NewConnection): Promise<ConnectionView>;
  /** What the provider told about the account, newest first. */
  events(access: Access, id: string, page: PageRequest): Promise<Page<ChannelEventView>>;
}

export function createChannels(deps: RegistryDependencies, queries: Pick<QueryStore, 'listChannelEvents'>): Channels {
  const views = channelViews(deps);
  const stops = createConnectionStops(deps);

  async function visible(access: Access): Promise<{ snapshot: RegistrySnapshot; channels: ChannelView[] }> {
    const snapshot = await deps.registry.snapshot();
    const channels = snapshot.channels.filter(({ id }) => mayUse(access, id));
    return { snapshot, channels: channels.map((channel) => views.channel(channel, snapshot)) };
  }

  async function get(access: Access, id: string): Promise<ChannelView> {
    const found = (await visible(access)).channels.find((channel) => channel.id === id);
    if (!found) throw notFound('channel');
    return found;
  }

  async function change(access: Access, channelId: ChannelId, patch: ChannelPatch): Promise<ChannelChange | 'changed'> {
    const snapshot = await deps.registry.snapshot();
    const of = revisionOfChannel(snapshot, channelId);
    if (of === null) throw notFound('channel');
    requireRevision(of, patch);
    const changed = changeChannel(deps, snapshot, { channelId, patch });
    if (changed.connection) refuse(await checkApplication(deps.registry, changed.connection.settings));
    const written = await deps.registry.updateChannel(channelId, { ...changed, of });
    if (written === false) throw notFound('channel');
    if (typeof written === 'object') throw conflictError(written, access);
    return written === 'changed' ? written : changed;
  }

  return {
    async list(access, page) {
      requireScope(access, 'read');
      return pageOf((await visible(access)).channels, page);
    },
    async get(access, id) {
      requireScope(access, 'read');
      return get(access, id);
    },
    async create(access, input) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      const { channel, connection, senders } = newChannel(deps, await deps.registry.snapshot(), input);
      refuse(await checkApplication(deps.registry, connection.settings));
      refuseConflict(await deps.registry.insertChannel(channel, connection, senders), access);
      await deps.directory.reload();
      return get(access, channel.id);
    },
    async patch(access, id, patch) {
      requireScope(access, 'manage');
      const { id: channelId } = await get(access, id);
      const changed = await untilUnchanged(() => change(access, channelId, patch));
      await deps.directory.reload();
      if (changed.connection) await stops.released(channelId);
      return get(access, id);
    },
    async delete(access, id) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      const { id: channelId } = await get(access, id);
      if (!(await deps.registry.deleteChannel(channelId))) throw notFound('channel');
      await deps.directory.reload();
    },
    async addConnection(access, id, input) {
      requireScope(access, 'manage');
      const channel = await get(access, id);
      const { connection, senders } = buildConnection(deps, channel, input);
      refuse(await checkApplication(deps.registry, connection.settings));
      refuseConflict(await deps.registry.insertConnection(connection, senders), access);
      // What waited for another connection may go over this one.
      await stops.released(channel.id);
      return views.connection(connection);
    },
    async events(access, id, page) {
      requireScope(access, 'read');
      const { id: channelId } = await get(access, id);
      return readPage(page, (request) => queries.listChannelEvents(channelId, request));
    },
  };
}

function refuseConflict(outcome: true | Conflict, access: Access): void {
  if (outcome !== true) throw conflictError(outcome, access);
}
