import type { ProviderHost, ProviderResult, TemplatesFacet } from '../../domain/provider.ts';
import type { Template, TemplateDraft } from '../../domain/template.ts';
import { asList, asObject, asText, asWord, withoutUndefined } from '../kit/json.ts';
import { uploadExample } from './example-client.ts';
import type { Graph } from './graph-client.ts';
import { parseTemplate, TEMPLATE_FIELDS } from './parse-template.ts';
import { renderDraft } from './render-draft.ts';
import type { MetaSettings } from './settings.ts';

/** Large answers have been cut off by Meta; this many always fit. */
const PAGE_SIZE = 100;

type List = TemplatesFacet['list'];

/** Templates of a WhatsApp Business account. https://developers.facebook.com/documentation/business-messaging/whatsapp/templates (seen 2025-12) */
export function createTemplatesClient(settings: MetaSettings, host: ProviderHost, graph: Graph): TemplatesFacet {
  const list: List = ({ account, after, signal }) => readPage(graph, { account, query: { after }, signal });
  return {
    list,

    create: async ({ account, draft, signal }) => {
      const handle = await handleOf(draft, { settings, host, graph, signal });
      if (!handle.ok) return handle;
      const drafted = renderDraft(draft, handle.value);
      if (!drafted.ok) return { ok: false, trouble: { kind: 'invalid', message: drafted.message } };
      const answer = await graph.call({ method: 'POST', path: pathOf(account), body: drafted.body, signal });
      if (!answer.ok) return answer;
      const { id, status, category } = answer.value;
      const value = { status: asWord(status) ?? 'pending', category: asWord(category) ?? draft.category.toLowerCase() };
      return { ok: true, value: { providerId: asText(id) ?? null, ...value } };
    },

    /** One language is deleted by its id, which must be known beside the name. */
    delete: async ({ account, name, language, providerId, signal }) => {
      const id = await idOf(graph, { account, name, language, providerId, signal });
      if (!id.ok) return id;
      const query = { name, hsm_id: id.value };
      const answer = await graph.call({ method: 'DELETE', path: pathOf(account), query, signal });
      return answer.ok ? { ok: true, value: null } : answer;
    },
  };
}

function pathOf(account: string): string {
  return `${encodeURIComponent(account)}/message_templates`;
}

interface PageRequest {
  account: string;
  query: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
}

async function readPage(graph: Graph, { account, query, signal }: PageRequest): ReturnType<List> {
  const fields = { fields: TEMPLATE_FIELDS, limit: String(PAGE_SIZE) };
  const answer = await graph.call({ method: 'GET', path: pathOf(account), query: { ...fields, ...query }, signal });
  if (!answer.ok) return answer;
  const templates = asList(answer.value.data)
    .map(parseTemplate)
    .filter((template) => template !== null);
  const paging = asObject(answer.value.paging);
  // A page may be short, or empty, and still have a next one; the last has cursors too.
  const next = paging.next === undefined ? undefined : asText(asObject(paging.cursors).after);
  return { ok: true, value: withoutUndefined({ templates, next }) };
}

interface Named {
  account: string;
  name: string;
  language: string | undefined;
  providerId: string | undefined;
  signal: AbortSignal;
}

/** Undefined: all languages. */
async function idOf(graph: Graph, request: Named): Promise<ProviderResult<string | undefined>> {
  const { name, language, providerId } = request;
  if (providerId !== undefined || language === undefined) return { ok: true, value: providerId };
  let after: string | undefined;
  do {
    const page = await readPage(graph, { ...request, query: { name, after } });
    if (!page.ok) return page;
    const found = page.value.templates.find((template) => isNamed(template, { name, language }));
    if (found?.providerId) return { ok: true, value: found.providerId };
    after = page.value.next;
  } while (after !== undefined);
  return { ok: false, trouble: { kind: 'not_found', message: `Meta has no template ${name} in ${language}.` } };
}

/** The filter of the list finds parts of names too. */
function isNamed(template: Template, { name, language }: { name: string; language: string }): boolean {
  return template.name === name && template.language === language;
}

async function handleOf(
  { header, components }: TemplateDraft,
  parts: Parameters<typeof uploadExample>[1],
): Promise<ProviderResult<string | undefined>> {
  const url = header !== undefined && 'exampleUrl' in header ? header.exampleUrl : undefined;
  const isGiven = header !== undefined && 'exampleHandle' in header && header.exampleHandle !== undefined;
  if (url === undefined || isGiven || components !== undefined) return { ok: true, value: undefined };
  return uploadExample(url, parts);
}
