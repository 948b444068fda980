import type { Page, PageRequest } from '../../store/queries.ts';
import type { StoredApplication } from '../../store/registry.ts';
import { type Access, requireAllChannels, requireScope } from '../access.ts';
import { conflictError, type RegistryDependencies } from '../dependencies.ts';
import { checkName } from '../names.ts';
import { pageOf } from '../page.ts';
import { notFound, refuse } from '../service-error.ts';
import { untilUnchanged } from '../until-unchanged.ts';

const SECRET_BYTES = 32;

/** `id` is the client id: the issuer (`iss`) of its tokens. */
export type ApplicationView = Omit<StoredApplication, 'secrets'>;

export interface ApplicationInput {
  name: string;
  audience: string | null;
  singleUse: boolean;
}

/** Programs that a callback URL lets in only with a token that they signed. All of it needs `manage` and all channels. */
export interface Applications {
  list(access: Access, page: PageRequest): Promise<Page<ApplicationView>>;
  get(access: Access, id: string): Promise<ApplicationView>;
  /** `clientSecret` is shown this once. */
  create(access: Access, input: ApplicationInput): Promise<{ application: ApplicationView; clientSecret: string }>;
  patch(access: Access, id: string, patch: Partial<ApplicationInput>): Promise<ApplicationView>;
  /** A new secret; the old one is taken too until the next rotation. */
  rotateSecret(access: Access, id: string): Promise<{ application: ApplicationView; clientSecret: string }>;
  delete(access: Access, id: string): Promise<void>;
}

type Dependencies = Pick<RegistryDependencies, 'registry' | 'vault' | 'ids' | 'now' | 'random'>;

export function createApplications({ registry, vault, ids, now, random }: Dependencies): Applications {
  const newSecret = () => Buffer.from(random(SECRET_BYTES)).toString('base64url');
  const sealed = (id: string, field: string, clear: string) => vault.encrypt(clear, { record: id, field });

  async function find(access: Access, id: string): Promise<StoredApplication> {
    requireScope(access, 'manage');
    requireAllChannels(access);
    const found = await registry.findApplication(id);
    if (!found) throw notFound('application');
    return found;
  }

  async function write(application: StoredApplication, of: StoredApplication): Promise<ApplicationView | 'changed'> {
    return (await registry.updateApplication(application, of)) ? view(application) : 'changed';
  }

  return {
    async list(access, page) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      return pageOf((await registry.listApplications()).map(view), page);
    },
    get: async (access, id) => view(await find(access, id)),
    async create(access, input) {
      requireScope(access, 'manage');
      requireAllChannels(access);
      refuse(checkName(input.name));
      const [id, clientSecret] = [ids.next('app'), newSecret()];
      const stored = { id, ...input, secrets: { secret: sealed(id, 'secret', clientSecret) }, createdAt: now() };
      await registry.insertApplication(stored);
      return { application: view(stored), clientSecret };
    },
    async patch(access, id, patch) {
      refuse(patch.name === undefined ? [] : checkName(patch.name));
      return untilUnchanged(async () => {
        const of = await find(access, id);
        return write({ ...of, ...patch }, of);
      });
    },
    async rotateSecret(access, id) {
      const clientSecret = newSecret();
      const application = await untilUnchanged(async () => {
        const of = await find(access, id);
        const previous = vault.decrypt(of.secrets.secret ?? '', { record: id, field: 'secret' });
        const secrets = {
          secret: sealed(id, 'secret', clientSecret),
          previousSecret: sealed(id, 'previousSecret', previous),
        };
        return write({ ...of, secrets }, of);
      });
      return { application, clientSecret };
    },
    async delete(access, id) {
      await find(access, id);
      const deleted = await registry.deleteApplication(id);
      if (typeof deleted === 'object') throw conflictError(deleted);
      if (!deleted) throw notFound('application');
    },
  };
}

function view({ secrets: _, ...application }: StoredApplication): ApplicationView {
  return application;
}
