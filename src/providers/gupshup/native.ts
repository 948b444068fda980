import { asList, asObject, type JsonObject } from '../kit/json.ts';

/** What the enterprise gateway calls its methods that send. */
const METHODS: readonly unknown[] = ['sendmessage', 'sendmediamessage'];

/**
 * Whether this is a request in the words of either product, or a body of the Cloud API that passes through: parameters with a method, a
 * file or quick replies of the self-serve product, Kore.ai's document with text.
 */
export function isNative(payload: JsonObject): boolean {
  const { method, type, document, messaging_product: product } = payload;
  if (typeof method === 'string') return METHODS.includes(method.toLowerCase());
  switch (type) {
    case 'document':
      return typeof asObject(document).url === 'string';
    case 'file':
      return typeof payload.url === 'string';
    case 'quick_reply':
      return asList(payload.options).length > 0;
    default:
      return product === 'whatsapp' && typeof type === 'string';
  }
}
