import type { ProviderResult } from '../../domain/provider.ts';
import { asList, asObject, asText, asWord } from '../kit/json.ts';
import { type Api, callForObject } from './api.ts';
import { qualityOf } from './template-words.ts';

/** What WhatsApp thinks of a sender. */
export interface SenderQuality {
  /** `connected`, `banned`, `restricted`, … */
  status: string | undefined;
  quality: string | undefined;
  /** How many people may be written to in a day outside their window, as digits or `unlimited`. */
  messagingLimit: string | undefined;
}

const LIMIT = /^LIMIT_(\d+)(K?)$/;

/** Undefined: Infobip tells nothing of this sender. https://www.infobip.com/docs/api/channels/whatsapp (senders quality, seen 2026-07) */
export async function readQuality(
  api: Api,
  sender: string,
  signal: AbortSignal,
): Promise<ProviderResult<SenderQuality | undefined>> {
  const path = `/whatsapp/1/senders/quality?senders=${encodeURIComponent(sender)}`;
  const answer = await callForObject(api, { method: 'GET', path, signal });
  if (!answer.ok) return answer;
  const found = asList(answer.value.results)
    .map(asObject)
    .find((result) => asText(result.sender)?.replace(/\D/g, '') === sender);
  if (found === undefined) return { ok: true, value: undefined };
  const { status, qualityRating, currentLimit } = found;
  const value = {
    status: asWord(status),
    quality: qualityOf(qualityRating),
    messagingLimit: parseLimit(asText(currentLimit)),
  };
  return { ok: true, value };
}

/** `LIMIT_2K` is 2000; `LIMIT_NA` tells nothing. */
function parseLimit(text: string | undefined): string | undefined {
  if (text === undefined || text === 'LIMIT_NA') return undefined;
  const [, digits, thousands] = LIMIT.exec(text) ?? [];
  return digits === undefined ? text.toLowerCase() : String(Number(digits) * (thousands === 'K' ? 1_000 : 1));
}
