import type { ProviderHost, ProviderResult, TemplatesFacet } from '../../../domain/provider.ts';
import type { TemplateDraft } from '../../../domain/template.ts';
import { type Exchanged, exchange, type Line, type ProviderAnswer } from '../../kit/exchange.ts';
import { asList, asObject, asText, asWord, type JsonObject } from '../../kit/json.ts';
import { troubled, unable } from '../../kit/trouble.ts';
import { fetchExample } from '../example-client.ts';
import type { SelfServeSettings } from '../settings.ts';
import { readFailure } from './answer.ts';
import { parseTemplate } from './parse-template.ts';
import type { PartnerClient } from './partner-client.ts';
import { renderDraft } from './render-draft.ts';

interface Parts {
  line: Line;
  partner: PartnerClient | undefined;
  host: Pick<ProviderHost, 'now' | 'fetch'>;
}

const FORM = 'application/x-www-form-urlencoded';
const needsPartner = () =>
  unable('Templates are made and deleted by the partner API: enter the app ID and a token of the partner.');

/** Templates of the app. The list needs the API key alone, everything else the partner. */
export function createTemplates(settings: SelfServeSettings, { line, partner, host }: Parts): TemplatesFacet {
  const read = (exchanged: Exchanged): ProviderResult<JsonObject> => readAnswer(exchanged, host.now());
  return {
    /** All at once. */
    list: async ({ signal }) => {
      const url = `${settings.apiUrl}/template/list/${encodeURIComponent(settings.appName)}`;
      const headers = { apikey: settings.apiKey };
      const answer = read(await exchange(line, { method: 'GET', url, headers, signal }));
      if (!answer.ok) return answer;
      const templates = asList(answer.value.templates).map(parseTemplate);
      return { ok: true, value: { templates: templates.filter((template) => template !== null) } };
    },

    create: async ({ draft, signal }) => {
      if (partner === undefined) return needsPartner();
      const handle = await handleOf(draft, { partner, read, host, signal });
      if (!handle.ok) return handle;
      const drafted = renderDraft(draft, handle.value);
      if (!drafted.ok) return unable(drafted.message);
      const body = new URLSearchParams(drafted.fields).toString();
      const made = read(await partner.call({ method: 'POST', path: 'templates', body, contentType: FORM, signal }));
      if (!made.ok) return made;
      const template = asObject(made.value.template);
      const { id, status, category } = template;
      const value = {
        providerId: asText(id) ?? null,
        status: asWord(status) ?? 'pending',
        category: asWord(category) ?? draft.category,
      };
      return { ok: true, value };
    },

    /** By name, in all languages: the API knows no other way. */
    delete: async ({ name, signal }) => {
      if (partner === undefined) return needsPartner();
      const path = `template/${encodeURIComponent(name)}`;
      const deleted = read(await partner.call({ method: 'DELETE', path, signal }));
      return deleted.ok ? { ok: true, value: null } : deleted;
    },
  };
}

function readAnswer(exchanged: Exchanged, now: number): ProviderResult<JsonObject> {
  if (!exchanged.ok) return troubled(exchanged.failure);
  const failure = readFailure(exchanged.answer, now);
  if (failure !== undefined) return troubled(failure);
  return isSuccess(exchanged.answer)
    ? { ok: true, value: asObject(exchanged.answer.json) }
    : { ok: false, trouble: { kind: 'unavailable', message: 'The answer of Gupshup cannot be read.' } };
}

function isSuccess({ json }: ProviderAnswer): boolean {
  return asWord(asObject(json).status) === 'success';
}

interface Upload {
  partner: PartnerClient;
  read(exchanged: Exchanged): ProviderResult<JsonObject>;
  host: Pick<ProviderHost, 'fetch'>;
  signal: AbortSignal;
}

/** The example of a media header is uploaded beforehand. */
async function handleOf(
  { header }: TemplateDraft,
  { partner, read, host, signal }: Upload,
): Promise<ProviderResult<string | undefined>> {
  if (header === undefined || !('exampleUrl' in header || 'exampleHandle' in header))
    return { ok: true, value: undefined };
  const { exampleHandle, exampleUrl } = header;
  if (exampleHandle !== undefined || exampleUrl === undefined) return { ok: true, value: exampleHandle };
  const example = await fetchExample(host, exampleUrl, signal);
  if (!example.ok) return example;
  const form = new FormData();
  form.append('file', example.value.file, example.value.fileName);
  form.append('file_type', example.value.file.type);
  const uploaded = read(await partner.call({ method: 'POST', path: 'upload/media', body: form, signal }));
  return uploaded.ok ? { ok: true, value: asText(asObject(uploaded.value.handleId).message) } : uploaded;
}
