import type { ProviderResult, TemplatesFacet } from '../../domain/provider.ts';
import type { Template } from '../../domain/template.ts';
import { asList, asText, asWord } from '../kit/json.ts';
import { type Api, callForObject } from './api.ts';
import { parseTemplate } from './parse-template.ts';
import { renderDraft } from './render-draft.ts';
import { statusOf } from './template-words.ts';

/** Templates of a sender; senders of one WhatsApp account show the same. https://www.infobip.com/docs/api/channels/whatsapp (v2, seen 2026-07) */
export function createTemplatesClient(api: Api): TemplatesFacet {
  return {
    list: (request) => list(api, request),

    create: async ({ account, draft, signal }) => {
      const drafted = renderDraft(draft);
      if (!drafted.ok) return { ok: false, trouble: { kind: 'invalid', message: drafted.message } };
      const path = templatesPath(account);
      const answer = await callForObject(api, { method: 'POST', path, json: drafted.body, signal });
      if (!answer.ok) return answer;
      const { id, status, category } = answer.value;
      const value = {
        status: statusOf(status) ?? 'pending',
        category: asWord(category) ?? draft.category.toLowerCase(),
      };
      return { ok: true, value: { providerId: asText(id) ?? null, ...value } };
    },

    delete: async ({ account, name, language, signal }) => {
      const others = language === undefined ? NONE : await otherLanguages(api, { account, name, language, signal });
      if (!others.ok) return others;
      if (others.value.length > 0) {
        const message = `Infobip deletes a template in all its languages at once, and there is also ${others.value.join(', ')}.`;
        return { ok: false, trouble: { kind: 'invalid', message } };
      }
      const path = `${templatesPath(account)}/${encodeURIComponent(name)}`;
      const answer = await api.call({ method: 'DELETE', path, signal });
      return answer.ok ? { ok: true, value: null } : answer;
    },
  };
}

type Listed = Pick<Parameters<TemplatesFacet['list']>[0], 'account' | 'signal'>;

/** All of them come at once. */
async function list(api: Api, { account, signal }: Listed): Promise<ProviderResult<{ templates: Template[] }>> {
  const answer = await callForObject(api, { method: 'GET', path: templatesPath(account), signal });
  if (!answer.ok) return answer;
  const templates = asList(answer.value.templates)
    .map(parseTemplate)
    .filter((template) => template !== null);
  return { ok: true, value: { templates } };
}

const NONE: ProviderResult<string[]> = { ok: true, value: [] };

async function otherLanguages(
  api: Api,
  { name, language, ...request }: Listed & { name: string; language: string },
): Promise<ProviderResult<string[]>> {
  const listed = await list(api, request);
  if (!listed.ok) return listed;
  const others = listed.value.templates.filter((template) => template.name === name && template.language !== language);
  return { ok: true, value: others.map((template) => template.language) };
}

/** The second version of the paths: in the first, texts have no examples. */
export function templatesPath(account: string): string {
  return `/whatsapp/2/senders/${encodeURIComponent(account.replace(/\D/g, '') || account)}/templates`;
}
