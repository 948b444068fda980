import type { TemplateContent } from '../../domain/content.ts';
import type { SendFailure } from '../../domain/failure.ts';
import type { ProviderMessageId } from '../../domain/ids.ts';
import type { Memo, OutboundMessage, PresenceTarget, SendResult } from '../../domain/provider.ts';
import type { ProviderAnswer } from '../kit/exchange.ts';
import { asObject, asText } from '../kit/json.ts';
import { isGood, readFailure } from './answer.ts';
import type { Api, FormField } from './api.ts';
import { CONTENT_GONE } from './codes.ts';
import { createContents } from './contents.ts';
import type { Receipts } from './receipts.ts';
import { renderMessage } from './render.ts';
import { renderVariables } from './render-template.ts';
import { findSource, forgetSource } from './template-source.ts';
import type { ContentDraft, Draft } from './wire.ts';

export interface TwilioClient {
  send(message: OutboundMessage): Promise<SendResult>;
  markRead(target: PresenceTarget): Promise<void>;
}

/** An answer without JSON is kept for the trace, but no more of it than tells what it is. */
const MAX_KEPT_TEXT = 2_000;

type Prepared = { ok: true; fields: readonly FormField[] } | { ok: false; failure: SendFailure };

/** `POST /Accounts/{SID}/Messages.json`: one request a message, once the content that it names is there. */
export function createClient(api: Api, memo: Memo, receipts: Receipts): TwilioClient {
  const contents = createContents(api, memo);

  async function prepare(draft: Draft, message: OutboundMessage): Promise<Prepared> {
    if (draft.kind === 'plain') return { ok: true, fields: draft.fields };
    if (draft.kind === 'template') return prepareTemplate(draft.content, message, { api, memo });
    const found = await contents.sidOf(draft.content, message.signal);
    return found.ok ? { ok: true, fields: contentFields(found.sid, draft.content.values) } : found;
  }

  /** Somebody deleted what we had made: it is made once more, and the message, which was refused, goes out with it. */
  async function sendAgain(content: ContentDraft, envelope: readonly FormField[], message: OutboundMessage) {
    await contents.forget(content);
    const prepared = await prepare({ kind: 'content', content }, message);
    return prepared.ok ? post(api, [...envelope, ...prepared.fields], message.signal) : prepared;
  }

  async function send(message: OutboundMessage): Promise<SendResult> {
    const rendered = renderMessage(message, api.settings);
    if (!rendered.ok) return rendered;
    const { draft, envelope } = rendered;
    const prepared = await prepare(draft, message);
    if (!prepared.ok) return prepared;
    const result = await post(api, [...envelope, ...prepared.fields], message.signal);
    if (draft.kind === 'plain' || !isContentGone(result)) return result;
    if (draft.kind === 'content') return blameContent(await sendAgain(draft.content, envelope, message));
    await forgetSource(draft.content, { api, memo });
    return blameContent(result);
  }

  return {
    send: async (message) => {
      const result = await send(message);
      if (result.ok) receipts.add(result.receipt.providerMessageId, message.attemptId);
      return result;
    },

    /** There is no reading without typing: https://www.twilio.com/docs/whatsapp/api/typing-indicators-resource (seen 2026-04) */
    markRead: async ({ providerMessageId, typing, signal }) => {
      if (!typing) return;
      const form = [['channel', 'whatsapp'] as const, ['messageId', providerMessageId] as const];
      const url = `${api.settings.messagingUrl}/v2/Indicators/Typing.json`;
      await api.exchange({ method: 'POST', url, body: { form }, signal });
    },
  };
}

function isContentGone(result: SendResult): boolean {
  return !result.ok && CONTENT_GONE.includes(result.failure.code ?? '');
}

/** `20404` is the code of a wrong account too; here it is the content that is not there, and other messages may go. */
function blameContent(result: SendResult): SendResult {
  if (result.ok || !isContentGone(result)) return result;
  return { ...result, failure: { ...result.failure, kind: 'message_invalid', message: GONE } };
}

const GONE = 'Twilio has no content with this SID any more. Read the templates again, or create it anew.';

async function prepareTemplate(
  content: TemplateContent,
  message: OutboundMessage,
  parts: { api: Api; memo: Memo },
): Promise<Prepared> {
  const found = await findSource({ ...message, content }, parts);
  if (!found.ok) return found;
  const variables = renderVariables(content, found.template);
  return typeof variables === 'string'
    ? { ok: false, failure: { kind: 'message_invalid', message: variables } }
    : { ok: true, fields: contentFields(found.template.sid, variables) };
}

function contentFields(sid: string, values: Readonly<Record<string, string>>): FormField[] {
  const hasValues = Object.keys(values).length > 0;
  return [['ContentSid', sid], ...(hasValues ? [['ContentVariables', JSON.stringify(values)] as const] : [])];
}

/** The resource of our messages. */
export function messagesUrl({ apiUrl, accountSid }: Api['settings']): string {
  return `${apiUrl}/2010-04-01/Accounts/${accountSid}/Messages.json`;
}

async function post(api: Api, form: readonly FormField[], signal: AbortSignal): Promise<SendResult> {
  const url = messagesUrl(api.settings);
  const exchanged = await api.exchange({ method: 'POST', url, body: { form }, signal });
  const request = { method: 'POST', url, body: Object.fromEntries(form) };
  if (!exchanged.ok) return { ...exchanged, detail: { request } };
  const { answer } = exchanged;
  const detail = { request, response: describeAnswer(answer) };
  if (!isGood(answer)) return { ok: false, failure: readFailure(answer, api.now()), detail };
  const sid = asText(asObject(answer.json).sid);
  if (sid === undefined) {
    const message = 'Twilio answered that all is well, but without a message SID.';
    return { ok: false, failure: { kind: 'outcome_unknown', message }, detail };
  }
  return { ok: true, receipt: { providerMessageId: sid as ProviderMessageId, detail } };
}

function describeAnswer({ status, json, text }: ProviderAnswer): Record<string, unknown> {
  return { status, body: json ?? text.slice(0, MAX_KEPT_TEXT) };
}
