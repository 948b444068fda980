import { createHash, timingSafeEqual } from 'node:crypto';
import type { ChannelId } from '../domain/ids.ts';
import type { Ids } from '../host/ids.ts';
import type { Page, PageRequest } from '../store/queries.ts';
import type { RegistryStore, StoredApiKey } from '../store/registry.ts';
import { type Access, fullAccess, requireAllChannels, requireScope, SCOPES, type Scope } from './access.ts';
import { checkName } from './names.ts';
import { pageOf } from './page.ts';
import { notFound, type Problem, refuse } from './service-error.ts';

export interface ApiKeyView {
  id: string;
  name: string;
  scopes: readonly Scope[];
  channelIds: readonly ChannelId[] | null;
  createdAt: number;
  lastUsedAt: number | null;
}

export interface NewApiKey {
  name: string;
  scopes: readonly Scope[];
  /** Null: all channels. */
  channelIds: readonly string[] | null;
}

/** Keys of the API. The administrator's key of the environment is always valid and never stored. */
export interface ApiKeys {
  /** Null: not a key of ours. */
  authenticate(key: string): Promise<Access | null>;
  /** `key` is shown this once. */
  create(access: Access, input: NewApiKey): Promise<{ key: string; apiKey: ApiKeyView }>;
  list(access: Access, page: PageRequest): Promise<Page<ApiKeyView>>;
  delete(access: Access, id: string): Promise<void>;
}

export interface ApiKeyDependencies {
  registry: RegistryStore;
  adminKey: string | null;
  ids: Ids;
  now(): number;
  random(bytes: number): Uint8Array;
}

const KEY_BYTES = 32;
/** A stored key is read again after this long, so that one deleted on another node ends here too. */
const REMEMBERED_MS = 5_000;
const USED_EVERY_MS = 60_000;

export function createApiKeys(deps: ApiKeyDependencies): ApiKeys {
  const isAdmin = adminCheck(deps.adminKey);
  const keys = rememberedKeys(deps);

  return {
    async authenticate(key) {
      if (isAdmin(key)) return fullAccess('admin');
      const stored = await keys.find(hashOf(key));
      return stored && toAccess(stored);
    },
    async create(access, input) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      refuse([
        ...checkName(input.name),
        ...(input.scopes.length > 0 ? [] : [{ path: '/scopes', message: 'Name at least one.' }]),
        ...(await unknownChannels(deps, input.channelIds ?? [])),
      ]);
      const key = `chq_${Buffer.from(deps.random(KEY_BYTES)).toString('base64url')}`;
      const stored: StoredApiKey = {
        id: deps.ids.next('key'),
        name: input.name,
        hash: hashOf(key),
        scopes: input.scopes,
        channelIds: input.channelIds as readonly ChannelId[] | null, // Found above.
        createdAt: deps.now(),
        lastUsedAt: null,
      };
      await deps.registry.insertApiKey(stored);
      return { key, apiKey: toView(stored) };
    },
    async list(access, page) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      return pageOf((await deps.registry.listApiKeys()).map(toView), page);
    },
    async delete(access, id) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      if (!(await deps.registry.deleteApiKey(id))) throw notFound('API key');
      keys.forget(id);
    },
  };
}

async function unknownChannels({ registry }: ApiKeyDependencies, ids: readonly string[]): Promise<Problem[]> {
  if (ids.length === 0) return [];
  const known = new Set<string>((await registry.snapshot()).channels.map(({ id }) => id));
  return ids.flatMap((id, index) =>
    known.has(id) ? [] : [{ path: `/channelIds/${index}`, message: 'There is no such channel.' }],
  );
}

/** 256 random bits need nothing slower than SHA-256. */
function hashOf(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function adminCheck(adminKey: string | null): (key: string) => boolean {
  if (adminKey === null) return () => false;
  const right = createHash('sha256').update(adminKey).digest();
  return (key) => timingSafeEqual(createHash('sha256').update(key).digest(), right);
}

/** Spares the store one read per request; unknown keys are asked for every time. */
function rememberedKeys({ registry, now }: ApiKeyDependencies): {
  find(hash: string): Promise<StoredApiKey | null>;
  forget(id: string): void;
} {
  const remembered = new Map<string, { key: StoredApiKey; until: number }>();
  return {
    async find(hash) {
      const known = remembered.get(hash);
      if (known && now() < known.until) return known.key;
      remembered.delete(hash);
      const key = await registry.findApiKey(hash);
      if (!key) return null;
      remembered.set(hash, { key, until: now() + REMEMBERED_MS });
      if (now() - (key.lastUsedAt ?? 0) > USED_EVERY_MS) await registry.touchApiKey(key.id, now());
      return key;
    },
    forget(id) {
      for (const [hash, { key }] of remembered) if (key.id === id) remembered.delete(hash);
    },
  };
}

function toAccess(key: StoredApiKey): Access {
  return { keyId: key.id, scopes: scopesOf(key), channelIds: key.channelIds };
}

function toView({ hash: _hash, ...key }: StoredApiKey): ApiKeyView {
  return { ...key, scopes: scopesOf(key) };
}

function scopesOf({ scopes }: Pick<StoredApiKey, 'scopes'>): readonly Scope[] {
  return SCOPES.filter((scope) => scopes.includes(scope));
}
