import type { TemplateContent } from '../../domain/content.ts';
import type { FailureKind, SendFailure } from '../../domain/failure.ts';
import type { Memo, OutboundMessage, ProviderTrouble } from '../../domain/provider.ts';
import type { Template } from '../../domain/template.ts';
import { contentHash } from '../kit/content-hash.ts';
import { withoutUndefined } from '../kit/json.ts';
import { keepMemo, readMemo } from '../kit/memo.ts';
import type { Api } from './api.ts';
import { tryJson } from './form.ts';
import { parseTemplate } from './parse-template.ts';
import { isSid } from './settings.ts';
import { findTemplate } from './templates-list.ts';

/** How long a template that was looked up is taken to be the same. */
const KEPT_MS = 60 * 60_000;
const MAX_KEPT = 16_000;

export type UsableTemplate = { sid: string } & Pick<Template, 'body' | 'provider'>;
export type FoundTemplate = { ok: true; template: UsableTemplate } | { ok: false; failure: SendFailure };

/** A template's SID: out of our copy, out of a name that is one, or asked of Twilio. */
export async function findSource(
  message: OutboundMessage & { content: TemplateContent },
  { api, memo }: { api: Api; memo: Memo },
): Promise<FoundTemplate> {
  const { template, content, signal } = message;
  if (template?.providerId) return usable(template);
  if (isSid(content.name, 'HX')) {
    const nothing = { body: { text: '', variables: [] }, provider: {} };
    return { ok: true, template: { sid: content.name, ...nothing } };
  }
  const key = keyOf(api, content);
  const known = parseTemplate(tryJson(await readMemo(memo, key)));
  if (known !== null) return usable(known);
  const found = await findTemplate(api, content, signal);
  if (!found.ok) return { ok: false, failure: failureOf(found.trouble) };
  const text = JSON.stringify(found.value.provider);
  if (text.length <= MAX_KEPT) await keepMemo(memo, key, text, api.now() + KEPT_MS);
  return usable(found.value);
}

/** What was looked up is gone at Twilio: the next message looks again, for it may have been made anew. */
export function forgetSource(content: TemplateContent, { api, memo }: { api: Api; memo: Memo }): Promise<void> {
  return keepMemo(memo, keyOf(api, content), '');
}

function keyOf({ settings }: Api, { name, language }: TemplateContent): string {
  return `template:${contentHash(JSON.stringify([settings.accountSid, name, language]))}`;
}

function usable({ providerId, body, provider }: Template): FoundTemplate {
  return { ok: true, template: { sid: providerId ?? '', body, provider } };
}

const KINDS: Readonly<Record<ProviderTrouble['kind'], FailureKind>> = {
  misconfigured: 'channel_misconfigured',
  invalid: 'message_invalid',
  not_found: 'message_invalid',
  throttled: 'throttled',
  unavailable: 'provider_unavailable',
};

/** Nothing was sent yet. */
function failureOf({ kind, message, code, stops }: ProviderTrouble): SendFailure {
  return withoutUndefined({ kind: KINDS[kind], message: `The template was not found: ${message}`, code, stops });
}
