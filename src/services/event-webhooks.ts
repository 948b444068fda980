import { Webhook } from 'standardwebhooks';
import type { ChannelId } from '../domain/ids.ts';
import type { FieldDefinition } from '../domain/settings.ts';
import type { Delivery, EventStore, EventType, StoredEventWebhook } from '../store/events.ts';
import type { Page, PageRequest } from '../store/queries.ts';
import { type Access, requireAllChannels, requireScope } from './access.ts';
import type { RegistryDependencies } from './dependencies.ts';
import { checkName } from './names.ts';
import { pageOf, readPage } from './page.ts';
import type { Vault } from './secrets.ts';
import { notFound, type Problem, refuse } from './service-error.ts';
import { joinSettings, splitSettings } from './settings-form.ts';
import { untilUnchanged } from './until-unchanged.ts';

const SECRET_BYTES = 32;

const FIELDS: readonly FieldDefinition[] = [
  { name: 'url', label: 'URL', hint: 'Where events are posted.', secret: false, required: true },
  { name: 'secret', label: 'Secret', hint: 'Signs every request.', secret: true, required: true },
  {
    name: 'previousSecret',
    label: 'Previous secret',
    hint: 'Signs too, until forgotten.',
    secret: true,
    required: false,
  },
];

export interface EventWebhookInput {
  name: string;
  url: string;
  /** Null: all. */
  types: readonly EventType[] | null;
  channelIds: readonly string[] | null;
  enabled: boolean;
}

export type EventWebhookView = Omit<StoredEventWebhook, 'settings' | 'secrets'> & { url: string };

/** Clients' URLs that are told of events. All of it needs `manage` and all channels. */
export interface EventWebhooks {
  list(access: Access, page: PageRequest): Promise<Page<EventWebhookView>>;
  get(access: Access, id: string): Promise<EventWebhookView>;
  /** `secret` is shown this once. */
  create(access: Access, input: EventWebhookInput): Promise<{ webhook: EventWebhookView; secret: string }>;
  /** Also enables again what was stopped. */
  patch(access: Access, id: string, patch: Partial<EventWebhookInput>): Promise<EventWebhookView>;
  /** A new secret; the old one signs as well until the next rotation. */
  rotateSecret(access: Access, id: string): Promise<{ webhook: EventWebhookView; secret: string }>;
  delete(access: Access, id: string): Promise<void>;
  /** Tries, newest first; kept for three days. */
  deliveries(access: Access, id: string, page: PageRequest): Promise<Page<Delivery>>;
}

type Dependencies = Pick<RegistryDependencies, 'vault' | 'ids' | 'now' | 'random' | 'refusalOf'> & {
  events: EventStore;
};

export function createEventWebhooks({ events, ...deps }: Dependencies): EventWebhooks {
  async function find(access: Access, id: string): Promise<StoredEventWebhook> {
    requireScope(access, 'manage');
    requireAllChannels(access);
    const found = (await events.listWebhooks()).find((webhook) => webhook.id === id);
    if (!found) throw notFound('event webhook');
    return found;
  }

  async function write(webhook: StoredEventWebhook, of: StoredEventWebhook): Promise<EventWebhookView | 'changed'> {
    const written = await events.updateWebhook(webhook, of);
    if (written === false) throw notFound('event webhook');
    return written === 'changed' ? written : view({ ...webhook, stopped: null, failingSince: null });
  }

  return {
    async list(access, page) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      return pageOf((await events.listWebhooks()).map(view), page);
    },
    get: async (access, id) => view(await find(access, id)),
    async create(access, input) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      refuse(check(input));
      refuse(await refusedUrl(deps, input.url));
      const [id, now, secret] = [deps.ids.next('evw'), deps.now(), newSecret(deps)];
      const { settings, secrets } = splitSettings(id, { fields: FIELDS }, { url: input.url, secret }, deps.vault);
      const { name, types, enabled } = input;
      const channelIds = toIds(input.channelIds);
      const state = { stopped: null, failingSince: null, createdAt: now, updatedAt: now };
      const webhook = { id, name, settings, secrets, types, channelIds, enabled, ...state };
      await events.insertWebhook(webhook);
      return { webhook: view(webhook), secret };
    },
    async patch(access, id, patch) {
      return untilUnchanged(async () => {
        const stored = await find(access, id);
        const { settings, secrets, ...rest } = stored;
        const { url = settings.url ?? '', channelIds, ...changed } = patch;
        const merged = { ...rest, ...changed, ...(channelIds !== undefined && { channelIds: toIds(channelIds) }) };
        refuse(check({ ...merged, url }));
        if (patch.url !== undefined) refuse(await refusedUrl(deps, url));
        return write({ ...merged, settings: { url }, secrets, updatedAt: deps.now() }, stored);
      });
    },
    async rotateSecret(access, id) {
      const secret = newSecret(deps);
      const webhook = await untilUnchanged(async () => {
        const stored = await find(access, id);
        const { url = '', secret: previousSecret = '' } = joinSettings(id, stored, deps.vault);
        const split = splitSettings(id, { fields: FIELDS }, { url, secret, previousSecret }, deps.vault);
        return write({ ...stored, ...split, updatedAt: deps.now() }, stored);
      });
      return { webhook, secret };
    },
    async delete(access, id) {
      await find(access, id);
      if (!(await events.deleteWebhook(id))) throw notFound('event webhook');
    },
    async deliveries(access, id, page) {
      await find(access, id);
      return readPage(page, (request) => events.listDeliveries(id, request));
    },
  };
}

/** What delivers to a webhook needs. Throws `SecretUnreadable`. */
export function openEventWebhook(webhook: StoredEventWebhook, vault: Vault): { url: string; signers: Webhook[] } {
  const { url = '', secret, previousSecret } = joinSettings(webhook.id, webhook, vault);
  const signers = [secret, previousSecret].filter((one) => one !== undefined).map((one) => new Webhook(one));
  return { url, signers };
}

function view({ settings, secrets: _, ...webhook }: StoredEventWebhook): EventWebhookView {
  return { ...webhook, url: settings.url ?? '' };
}

function newSecret({ random }: Pick<Dependencies, 'random'>): string {
  return `whsec_${Buffer.from(random(SECRET_BYTES)).toString('base64')}`;
}

/** Unknown ids simply never fit. */
function toIds(ids: readonly string[] | null): readonly ChannelId[] | null {
  return ids as readonly ChannelId[] | null;
}

function check({ name, url }: Pick<EventWebhookInput, 'name' | 'url'>): Problem[] {
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  return [...checkName(name), ...(isWeb ? [] : [{ path: '/url', message: 'Must be an http(s) URL.' }])];
}

/** An address to which nothing could ever be posted is refused where somebody can mend it. */
async function refusedUrl({ refusalOf }: Pick<Dependencies, 'refusalOf'>, url: string): Promise<Problem[]> {
  const why = (await refusalOf?.(url)) ?? null;
  return why === null ? [] : [{ path: '/url', message: why }];
}
