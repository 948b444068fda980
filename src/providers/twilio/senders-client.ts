import type { ProviderResult } from '../../domain/provider.ts';
import { asList, asObject, asText, type JsonObject } from '../kit/json.ts';
import { parseAddress } from './address.ts';
import type { Api } from './api.ts';
import { nextPage } from './templates-list.ts';

/** A WhatsApp sender of the account. */
export interface Sender {
  sid: string;
  phoneNumber: string;
  /** `ONLINE`, `OFFLINE`, `TWILIO_REVIEW`, … */
  status: string;
  /** Where its webhooks go; undefined: nowhere. */
  callbackUrl: string | undefined;
  /** How they come; undefined: Twilio does not tell, and it is POST. */
  callbackMethod: string | undefined;
  statusCallbackUrl: string | undefined;
  name: string | undefined;
  quality: string | undefined;
  messagingLimit: string | undefined;
  /** Why it is offline, in Twilio's words. */
  offlineReasons: string;
}

/** More pages than an account has senders for. */
const MAX_PAGES = 20;

/** Every WhatsApp sender of the account. https://www.twilio.com/docs/whatsapp/api/senders (seen 2026-04) */
export async function listSenders(api: Api, signal: AbortSignal): Promise<ProviderResult<Sender[]>> {
  const senders: Sender[] = [];
  let query: string | undefined = 'Channel=whatsapp&PageSize=50';
  for (let page = 0; page < MAX_PAGES && query !== undefined; page += 1) {
    const answer = await api.call({ method: 'GET', url: `${sendersUrl(api)}?${query}`, signal });
    if (!answer.ok) return answer;
    senders.push(...asList(answer.value.senders).flatMap((sender) => readSender(asObject(sender)) ?? []));
    query = nextPage(answer.value.meta);
  }
  return { ok: true, value: senders };
}

/** Messages and statuses come to `url`. */
export function setWebhook(api: Api, sid: string, { url, signal }: { url: string; signal: AbortSignal }) {
  const webhook = {
    callback_url: url,
    callback_method: 'POST',
    status_callback_url: url,
    status_callback_method: 'POST',
  };
  return api.call({ method: 'POST', url: `${sendersUrl(api)}/${sid}`, body: { json: { webhook } }, signal });
}

function sendersUrl({ settings }: Api): string {
  return `${settings.messagingUrl}/v2/Channels/Senders`;
}

function readSender(sender: JsonObject): Sender | undefined {
  const sid = asText(sender.sid);
  const address = parseAddress(asText(sender.sender_id));
  if (sid === undefined || address?.kind !== 'phone') return undefined;
  const webhook = asObject(sender.webhook);
  const properties = asObject(sender.properties);
  const reasons = asList(sender.offline_reasons).flatMap((reason) => asText(asObject(reason).message) ?? []);
  return {
    sid,
    phoneNumber: address.value,
    status: asText(sender.status) ?? 'unknown',
    callbackUrl: asText(webhook.callback_url),
    callbackMethod: asText(webhook.callback_method)?.toUpperCase(),
    statusCallbackUrl: asText(webhook.status_callback_url),
    name: asText(asObject(sender.profile).name),
    quality: asText(properties.quality_rating)?.toLowerCase(),
    messagingLimit: asText(properties.messaging_limit),
    offlineReasons: reasons.join(' '),
  };
}

export function isOnline({ status }: Sender): boolean {
  return status === 'ONLINE' || status === 'ONLINE:UPDATING';
}
