import type { ProviderResult } from '../../domain/provider.ts';
import type { Template } from '../../domain/template.ts';
import { asList, asObject, asText, withoutUndefined } from '../kit/json.ts';
import type { Api } from './api.ts';
import { OWN_PREFIX } from './contents.ts';
import { parseTemplate } from './parse-template.ts';

const PAGE_SIZE = 100;

export type TemplatePage = ProviderResult<{ templates: readonly Template[]; next?: string }>;

/** One page of the account's contents with their approvals. `after` is the query of the next page, without its `?`. */
export async function listTemplates(api: Api, after: string | undefined, signal: AbortSignal): Promise<TemplatePage> {
  const url = `${api.settings.contentUrl}/v1/ContentAndApprovals?${after ?? `PageSize=${PAGE_SIZE}`}`;
  const answer = await api.call({ method: 'GET', url, signal });
  if (!answer.ok) return answer;
  const templates = asList(answer.value.contents)
    .filter((content) => !isOurs(asObject(content).friendly_name))
    .map(parseTemplate)
    .filter((template) => template !== null);
  return { ok: true, value: withoutUndefined({ templates, next: nextPage(answer.value.meta) }) };
}

/** Buttons and lists of single messages are contents too, but no templates. */
function isOurs(friendlyName: unknown): boolean {
  return asText(friendlyName)?.startsWith(OWN_PREFIX) ?? false;
}

/** Only the query: credentials go to no host that an answer names. */
export function nextPage(meta: unknown): string | undefined {
  const address = asText(asObject(meta).next_page_url);
  const query = address === undefined ? '' : (URL.parse(address, 'https://page.invalid')?.search.slice(1) ?? '');
  return query === '' ? undefined : query;
}

/**
 * A template by name and language; `not_found` after the last page. Names for people are not unique: of several the approved one counts,
 * else the first.
 */
export async function findTemplate(
  api: Api,
  { name, language }: { name: string; language: string },
  signal: AbortSignal,
): Promise<ProviderResult<Template>> {
  let first: Template | undefined;
  let after: string | undefined;
  do {
    const page = await listTemplates(api, after, signal);
    if (!page.ok) return page;
    const found = page.value.templates.filter((one) => one.name === name && one.language === language);
    const approved = found.find(({ status }) => status === 'approved');
    if (approved !== undefined) return { ok: true, value: approved };
    first ??= found[0];
    after = page.value.next;
  } while (after !== undefined);
  if (first !== undefined) return { ok: true, value: first };
  return { ok: false, trouble: { kind: 'not_found', message: `Twilio has no template ${name} in ${language}.` } };
}
