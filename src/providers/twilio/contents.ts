import type { SendFailure } from '../../domain/failure.ts';
import type { Memo } from '../../domain/provider.ts';
import { contentHash } from '../kit/content-hash.ts';
import { asObject, asText } from '../kit/json.ts';
import { keepMemo, readMemo } from '../kit/memo.ts';
import { isGood, readFailure } from './answer.ts';
import type { Api } from './api.ts';
import type { ContentDraft } from './wire.ts';

export type FoundContent = { ok: true; sid: string } | { ok: false; failure: SendFailure };

/** Content resources for buttons and lists: made once for each distinct one, and remembered for the connection. */
export interface Contents {
  sidOf(draft: ContentDraft, signal: AbortSignal): Promise<FoundContent>;
  /** It is gone at Twilio: the next time it is made again. */
  forget(draft: ContentDraft): Promise<void>;
}

/** Required, but shown nowhere: the resource is not submitted for approval. */
const LANGUAGE = 'en';
/** By this an operator knows them in the Content editor, and we leave them out among templates. */
export const OWN_PREFIX = 'gw_';
const NAME_DIGITS = 24;

export function createContents(api: Api, memo: Memo): Contents {
  /** Those that are being made just now; several messages may wait for one. */
  const underWay = new Map<string, Promise<FoundContent>>();

  async function findOrMake(draft: ContentDraft, key: string, signal: AbortSignal): Promise<FoundContent> {
    const known = await readMemo(memo, memoKey(key));
    if (known !== undefined) return { ok: true, sid: known };
    const made = await make(api, draft, { key, signal });
    if (made.ok) await keepMemo(memo, memoKey(key), made.sid);
    return made;
  }

  return {
    sidOf: (draft, signal) => {
      const key = keyOf(api, draft);
      const running = underWay.get(key);
      if (running) return running;
      const finding = findOrMake(draft, key, signal).finally(() => underWay.delete(key));
      underWay.set(key, finding);
      return finding;
    },
    forget: (draft) => keepMemo(memo, memoKey(keyOf(api, draft)), ''),
  };
}

/** Members are always rendered in the same order, so that their JSON is canonical. */
function keyOf({ settings }: Api, { types }: ContentDraft): string {
  return contentHash(JSON.stringify([settings.accountSid, LANGUAGE, types]));
}

function memoKey(key: string): string {
  return `content:${key}`;
}

async function make(
  api: Api,
  { types, samples }: ContentDraft,
  { key, signal }: { key: string; signal: AbortSignal },
): Promise<FoundContent> {
  const json = {
    friendly_name: `${OWN_PREFIX}${key.slice(0, NAME_DIGITS)}`,
    language: LANGUAGE,
    variables: samples,
    types,
  };
  const exchanged = await api.exchange({
    method: 'POST',
    url: `${api.settings.contentUrl}/v1/Content`,
    body: { json },
    signal,
  });
  if (!exchanged.ok) return failed(exchanged.failure);
  const { answer } = exchanged;
  if (!isGood(answer)) return failed(readFailure(answer, api.now()));
  const sid = asText(asObject(answer.json).sid);
  return sid === undefined
    ? failed({ kind: 'provider_unavailable', message: 'Twilio made the content, but gave no SID for it.' })
    : { ok: true, sid };
}

/** The message itself was not sent yet, whatever became of its content. */
function failed(failure: SendFailure): FoundContent {
  const message = `The message was not sent, for its content could not be made: ${failure.message}`;
  const kind = failure.kind === 'outcome_unknown' ? 'provider_unavailable' : failure.kind;
  return { ok: false, failure: { ...failure, kind, message } };
}
