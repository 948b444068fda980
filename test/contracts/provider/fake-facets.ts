import type { ProviderMessageId } from '../../../src/domain/ids.ts';
import type { Provider, ProviderHost, ProviderResult } from '../../../src/domain/provider.ts';
import type { Breakage } from './breakage.ts';

const API = 'https://api.parcel.example';

type Facets = Required<Pick<Provider, 'media' | 'templates' | 'account' | 'consent' | 'presence' | 'reconcile'>>;

/** Facets of the made-up provider. */
export function createFakeFacets(host: ProviderHost, secret: string, breakage: Breakage): Facets {
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
      numbers: async () => {
        const told = await call(`${API}/numbers`);
        const phoneNumber = breakage === 'lists_odd_numbers' ? '+1 555 0001111' : '15550001111';
        return told.ok ? { ok: true, value: [{ phoneNumber, isReady: true, fields: {} }] } : told;
      },
    },
    consent: {
      set: async () => {
        const told = await done();
        if (told.ok || breakage !== 'tells_a_secret_about_consent') return told;
        return trouble(`${told.trouble.message} with ${secret}`);
      },
    },
    presence: {
      markRead: async () => {
        const told = await call(`${API}/read`);
        if (told.ok) return;
        throw new Error(breakage === 'tells_a_secret_while_marking_read' ? `${secret} was refused` : 'not marked');
      },
    },
    reconcile: { lookup: () => lookUp(host, breakage) },
  };
}

async function lookUp(host: ProviderHost, breakage: Breakage): ReturnType<Facets['reconcile']['lookup']> {
  try {
    const response = await host.fetch(`${API}/sent`, { redirect: 'manual' });
    const found: unknown = await response.json();
    const isKnown = response.status === 200 && Array.isArray(found);
    if (!isKnown) return { outcome: breakage === 'takes_trouble_for_not_sent' ? 'not_sent' : 'unknown' };
    const [id = 'p1'] = found as string[];
    const isSent = found.length > 0 || breakage === 'finds_what_was_not_sent';
    return isSent
      ? { outcome: 'sent', receipt: { providerMessageId: id as ProviderMessageId } }
      : { outcome: 'not_sent' };
  } catch (error) {
    if (breakage === 'throws_while_looking_up') throw error;
    return { outcome: breakage === 'takes_trouble_for_not_sent' ? 'not_sent' : 'unknown' };
  }
}

function trouble(message: string): { ok: false; trouble: { kind: 'unavailable'; message: string } } {
  return { ok: false, trouble: { kind: 'unavailable', message } };
}
