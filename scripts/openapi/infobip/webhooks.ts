import { isJson, type Json } from '../json.ts';
import type { Webhook } from '../provider.ts';

/** The document's name for a webhook, which only its body tells. */
export function toWebhook(bytes: Uint8Array): Webhook {
  const body: Json = JSON.parse(Buffer.from(bytes).toString('utf8'));
  const [item] = Array.isArray(body.results) ? body.results : [];
  return { name: isJson(item) ? nameOfResults(item) : nameOfEvent(body), body };
}

function nameOfResults(item: Json): string {
  if ('integrationType' in item) return 'receive-inbound-whatsapp-messages';
  return 'status' in item ? 'receive-whatsapp-delivery-reports' : 'receive-whatsapp-seen-reports';
}

function nameOfEvent(body: Json): string {
  if ('messageTemplateId' in body) return 'receive-whatsapp-message-template-update-events';
  const { type } = isJson(body.content) ? body.content : {};
  if (type === 'payment') return 'receive-whatsapp-payment-notification';
  return type === undefined
    ? 'receive-whatsapp-marketing-update-notification'
    : 'receive-whatsapp-identity-change-notification';
}
