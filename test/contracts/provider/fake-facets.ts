import type { Provider, ProviderHost, ProviderResult } from '../../../src/domain/provider.ts';
import type { Breakage } from './breakage.ts';

const API = 'https://api.parcel.example';

/** Files, templates and account of the made-up provider. */
export function createFakeFacets(
  host: ProviderHost,
  secret: string,
  breakage: Breakage,
): Required<Pick<Provider, 'media' | 'templates' | 'account'>> {
  const call = async (url: string): Promise<ProviderResult<Response>> => {
    try {
      const headers = { authorization: `Bearer ${secret}` };
      const redirect = breakage === 'follows_redirects' ? 'follow' : 'manual';
      const response = await host.fetch(url, { headers, redirect });
      if (response.status !== 200) return trouble(`HTTP ${response.status}`);
      await response.clone().text();
      return { ok: true, value: response };
    } catch (error) {
      if (breakage === 'throws_in_a_facet') throw error;
      return trouble(breakage === 'tells_a_secret_in_a_facet' ? String(error) : 'network');
    }
  };
  const done = async (): Promise<ProviderResult<null>> => {
    const told = await call(`${API}/templates`);
    return told.ok ? { ok: true, value: null } : told;
  };
  const rule = { mimeTypes: [breakage === 'has_odd_rules' ? 'IMAGE/PNG; q=1' : 'image/png'], maxBytes: 1_000 };
  return {
    media: {
      rules: { image: rule, video: rule, audio: rule, voice: rule, document: rule, sticker: rule },
      maxReceivedBytes: 1_000,
      open: async ({ url }) => {
        const told = await call(url !== undefined && breakage === 'opens_files_anywhere' ? url : `${API}/file`);
        return told.ok ? { ok: true, value: { body: told.value.body ?? new Blob([]).stream() } } : told;
      },
    },
    templates: {
      list: async () => {
        const told = await done();
        return told.ok ? { ok: true, value: { templates: [] } } : told;
      },
      create: async () => {
        const told = await done();
        return told.ok ? { ok: true, value: { providerId: null, status: 'pending', category: 'utility' } } : told;
      },
      delete: done,
    },
    account: {
      check: async () => {
        const told = await call(`${API}/account`);
        if (told.ok) return [{ name: 'token', ok: true, message: 'good' }];
        const hint = breakage === 'leaves_the_operator_alone' ? {} : { hint: 'Enter another.' };
        return [{ name: 'token', ok: false, message: told.trouble.message, ...hint }];
      },
    },
  };
}

function trouble(message: string): { ok: false; trouble: { kind: 'unavailable'; message: string } } {
  return { ok: false, trouble: { kind: 'unavailable', message } };
}
