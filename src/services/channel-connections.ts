import type { RegistrySnapshot, StoredConnection, StoredSettings } from '../store/registry.ts';
import { type Access, mayUse, requireScope } from './access.ts';
import { checkApplication } from './applications/check-application.ts';
import { type ConnectionView, channelViews } from './channel-views.ts';
import { createConnectionStops } from './connection-stops.ts';
import { findProvider } from './connections.ts';
import { conflictError, type RegistryDependencies } from './dependencies.ts';
import { readSenders } from './senders.ts';
import { notFound, type Problem, refuse, ServiceError } from './service-error.ts';
import {
  checkSettings,
  type FieldInput,
  joinSettings,
  mergeFields,
  type SplitSettings,
  settingsOf,
  splitSettings,
} from './settings-form.ts';
import { untilUnchanged } from './until-unchanged.ts';

/** Settings that are not named stay; null removes one. `active` makes the active connection stand by. */
export interface ConnectionPatch {
  settings?: FieldInput;
  state?: 'active' | 'standby';
}

/** Which connection of which channel. */
export interface ConnectionPath {
  channelId: string;
  id: string;
}

/** A channel's accounts at providers, one by one. */
export interface ChannelConnections {
  get(access: Access, path: ConnectionPath): Promise<ConnectionView>;
  /** New settings release a stopped connection. */
  patch(access: Access, path: ConnectionPath, patch: ConnectionPatch): Promise<ConnectionView>;
  /** Not the active one. */
  delete(access: Access, path: ConnectionPath): Promise<void>;
  /** It may send again: somebody mended what was wrong. */
  release(access: Access, path: ConnectionPath): Promise<ConnectionView>;
}

export function createChannelConnections(deps: RegistryDependencies): ChannelConnections {
  const views = channelViews(deps);
  const stops = createConnectionStops(deps);

  async function find(access: Access, { channelId, id }: ConnectionPath) {
    const snapshot = await deps.registry.snapshot();
    const connection = snapshot.connections.find((one) => one.id === id && one.channelId === channelId);
    if (!connection || !mayUse(access, connection.channelId)) throw notFound('connection');
    return { snapshot, connection };
  }

  async function get(access: Access, path: ConnectionPath): Promise<ConnectionView> {
    return views.connection((await find(access, path)).connection);
  }

  async function change(access: Access, path: ConnectionPath, patch: ConnectionPatch) {
    const { snapshot, connection } = await find(access, path);
    const settled = changedSettings(deps, connection, patch);
    refuse(await checkApplication(deps.registry, settled.settings ?? {}));
    const changed = await deps.registry.updateConnection(connection.id, {
      ...settled,
      ...changedState(deps, snapshot, { connection, patch }),
    });
    if (changed === false) throw notFound('connection');
    if (typeof changed === 'object') throw conflictError(changed, access);
    return changed === 'changed' ? changed : connection;
  }

  return {
    async get(access, path) {
      requireScope(access, 'read');
      return get(access, path);
    },
    async patch(access, path, patch) {
      requireScope(access, 'manage');
      const { channelId } = await untilUnchanged(() => change(access, path, patch));
      await stops.released(channelId);
      return get(access, path);
    },
    async delete(access, path) {
      requireScope(access, 'manage');
      const { connection } = await find(access, path);
      const deleted = await deps.registry.deleteConnection(connection.id);
      if (deleted === false) throw notFound('connection');
      if (deleted !== true) throw isActive('It is the active connection; make another one active first.');
      await deps.directory.reload();
    },
    async release(access, path) {
      requireScope(access, 'manage');
      await stops.release((await find(access, path)).connection);
      return get(access, path);
    },
  };
}

/** Throws `invalid` with everything that is wrong. */
function changedSettings(
  deps: RegistryDependencies,
  connection: StoredConnection,
  { settings }: ConnectionPatch,
): Partial<SplitSettings> & { of?: StoredSettings } {
  if (settings === undefined) return {};
  const definition = findProvider(deps, connection.provider);
  const merged = mergeFields(joinSettings(connection.id, connection, deps.vault), settings);
  refuse(checkSettings(definition, merged));
  return { ...splitSettings(connection.id, definition, merged, deps.vault), of: settingsOf(connection) };
}

/** A channel always has an active connection, whose senders have all that its provider needs. */
function changedState(
  deps: RegistryDependencies,
  snapshot: RegistrySnapshot,
  { connection, patch: { state } }: { connection: StoredConnection; patch: ConnectionPatch },
): { state?: 'active' | 'standby' } {
  if (state === undefined || state === connection.state) return {};
  if (connection.state === 'active') throw isActive('Make another connection active; this one then stands by.');
  if (state === 'active') refuse(missingFields(deps, snapshot, connection));
  return { state };
}

function missingFields(
  deps: RegistryDependencies,
  { senders }: RegistrySnapshot,
  { channelId, provider }: StoredConnection,
): readonly Problem[] {
  const known = senders.filter((sender) => sender.channelId === channelId);
  const definition = findProvider(deps, provider);
  const wanted = known.map(({ phoneNumber }) => ({ phoneNumber }));
  return readSenders({ channelId, definition, known, ids: deps.ids }, wanted).problems;
}

function isActive(message: string): ServiceError {
  return new ServiceError('conflict', message, { conflict: 'connection_active' });
}
