import type { ProviderResult, TemplatesFacet } from '../../domain/provider.ts';
import { asText, asWord, type JsonObject } from '../kit/json.ts';
import type { Api } from './api.ts';
import { renderDraft } from './render-draft.ts';
import { findTemplate, listTemplates } from './templates-list.ts';

/** Templates are Content resources that WhatsApp approved. https://www.twilio.com/docs/content/content-api-resources (seen 2026-04) */
export function createTemplatesClient(api: Api): TemplatesFacet {
  const contentUrl = `${api.settings.contentUrl}/v1/Content`;
  const urlOf = (sid: string): string => `${contentUrl}/${encodeURIComponent(sid)}`;
  return {
    list: ({ after, signal }) => listTemplates(api, after, signal),

    /** First the content, then its approval; a content that cannot be submitted is taken away again. */
    create: async ({ draft, signal }) => {
      const rendered = renderDraft(draft);
      if (!rendered.ok) return { ok: false, trouble: { kind: 'invalid', message: rendered.message } };
      const made = await api.call({ method: 'POST', url: contentUrl, body: { json: rendered.body }, signal });
      if (!made.ok) return made;
      const sid = asText(made.value.sid);
      if (sid === undefined) {
        return { ok: false, trouble: { kind: 'unavailable', message: 'Twilio gave no SID for the template.' } };
      }
      const approval = await submit(api, `${urlOf(sid)}/ApprovalRequests/whatsapp`, { draft, signal });
      if (!approval.ok) {
        await api.call({ method: 'DELETE', url: urlOf(sid), signal });
        return approval;
      }
      const { status, category } = approval.value;
      const told = { status: asWord(status) ?? 'received', category: asWord(category) ?? draft.category.toLowerCase() };
      return { ok: true, value: { providerId: sid, ...told } };
    },

    delete: async ({ name, language, providerId, signal }) => {
      const sids = await sidsOf(api, { name, language, providerId, signal });
      if (!sids.ok) return sids;
      for (const sid of sids.value) {
        const deleted = await api.call({ method: 'DELETE', url: urlOf(sid), signal });
        if (!deleted.ok) return deleted;
      }
      return { ok: true, value: null };
    },
  };
}

type Create = Parameters<TemplatesFacet['create']>[0];

function submit(
  api: Api,
  url: string,
  { draft, signal }: Pick<Create, 'draft' | 'signal'>,
): Promise<ProviderResult<JsonObject>> {
  const json = { name: draft.name, category: draft.category.toUpperCase() };
  return api.call({ method: 'POST', url, body: { json }, signal });
}

interface Named {
  name: string;
  language: string | undefined;
  providerId: string | undefined;
  signal: AbortSignal;
}

/** Each language is a content of its own. */
async function sidsOf(api: Api, { name, language, providerId, signal }: Named): Promise<ProviderResult<string[]>> {
  if (providerId !== undefined) return { ok: true, value: [providerId] };
  if (language !== undefined) {
    const found = await findTemplate(api, { name, language }, signal);
    return found.ok ? { ok: true, value: [found.value.providerId ?? ''] } : found;
  }
  const sids: string[] = [];
  let after: string | undefined;
  do {
    const page = await listTemplates(api, after, signal);
    if (!page.ok) return page;
    sids.push(...page.value.templates.flatMap((one) => (one.name === name ? (one.providerId ?? []) : [])));
    after = page.value.next;
  } while (after !== undefined);
  if (sids.length > 0) return { ok: true, value: sids };
  return { ok: false, trouble: { kind: 'not_found', message: `Twilio has no template ${name}.` } };
}
