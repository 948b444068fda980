import type { SendFailure } from '../../../domain/failure.ts';
import type { ProviderHost, ProviderResult, TemplatesFacet } from '../../../domain/provider.ts';
import type { TemplateDraft } from '../../../domain/template.ts';
import { exchange, type Line, type ProviderAnswer } from '../../kit/exchange.ts';
import { asList, asNumber, asObject, asText, asWord } from '../../kit/json.ts';
import { troubled, unable } from '../../kit/trouble.ts';
import { fetchExample } from '../example-client.ts';
import type { EnterpriseSettings } from '../settings.ts';
import { callGateway, credentialsOf, readFailure } from './gateway.ts';
import { parseTemplate } from './parse-template.ts';
import { renderDraft } from './render-draft.ts';
import { COMMON } from './wire.ts';

const PAGE_SIZE = 50;

/** Templates of the account: `get_whatsapp_hsm` and `create_whatsapp_hsm` of the template host. */
export function createTemplates(
  settings: EnterpriseSettings,
  line: Line,
  host: Pick<ProviderHost, 'now' | 'fetch'>,
): TemplatesFacet {
  return {
    list: async ({ after, signal }) => {
      const offset = Number(after ?? 0);
      const parameters = {
        method: 'get_whatsapp_hsm',
        limit: String(PAGE_SIZE),
        offset: String(offset),
        fields: JSON.stringify(['buttons']),
      };
      const exchanged = await callGateway(line, settings, { account: 'hsm', place: 'templates', parameters, signal });
      if (!exchanged.ok) return troubled(exchanged.failure);
      const { answer } = exchanged;
      const { data, meta } = asObject(answer.json);
      if (!Array.isArray(data)) return troubled(unread(answer, host.now()));
      const templates = data.map(parseTemplate).filter((template) => template !== null);
      const read = offset + data.length;
      const isMore = data.length > 0 && read < (asNumber(asObject(meta).total) ?? 0);
      return { ok: true, value: isMore ? { templates, next: String(read) } : { templates } };
    },

    create: async ({ draft, signal }) => {
      const form = await formOf(draft, host, signal);
      if (!form.ok) return form;
      for (const [name, value] of Object.entries({ ...COMMON, ...credentialsOf(settings.hsm) })) {
        form.value.append(name, value);
      }
      const request = { method: 'POST', url: settings.templatesUrl, headers: {}, body: form.value, signal } as const;
      const exchanged = await exchange(line, request);
      return exchanged.ok ? readCreated(exchanged.answer, draft, host.now()) : troubled(exchanged.failure);
    },

    delete: async () =>
      unable('The enterprise product has no call that deletes a template: do it in Gupshup’s own console.'),
  };
}

/** The example of a media header is a file part of the form. */
async function formOf(
  draft: TemplateDraft,
  host: Pick<ProviderHost, 'fetch'>,
  signal: AbortSignal,
): Promise<ProviderResult<FormData>> {
  const drafted = renderDraft(draft);
  if (!drafted.ok) return unable(drafted.message);
  const form = new FormData();
  form.append('method', 'create_whatsapp_hsm');
  for (const [name, value] of Object.entries(drafted.fields)) form.append(name, value);
  const url = draft.header !== undefined && 'exampleUrl' in draft.header ? draft.header.exampleUrl : undefined;
  if (url === undefined) return { ok: true, value: form };
  const example = await fetchExample(host, url, signal);
  if (!example.ok) return example;
  form.append('header_examples', example.value.file, example.value.fileName);
  return { ok: true, value: form };
}

/** Success is flat: `{"status":"success","details":[{…}]}`. A new template waits for its review. */
function readCreated(
  answer: ProviderAnswer,
  { category }: TemplateDraft,
  now: number,
): Awaited<ReturnType<TemplatesFacet['create']>> {
  const { status, details } = asObject(answer.json);
  const isMade = answer.status < 300 && asWord(status) === 'success';
  if (!isMade) return troubled(unread(answer, now));
  const made = asObject(asList(details)[0]);
  const providerId = asText(made.id) ?? asText(made.template_id) ?? asText(made.templateId) ?? null;
  return { ok: true, value: { providerId, status: asWord(made.status) ?? 'pending', category } };
}

function unread(answer: ProviderAnswer, now: number): SendFailure {
  const message = 'The answer of Gupshup cannot be read.';
  return readFailure(answer, now) ?? { kind: 'outcome_unknown', message };
}
