import { createHash } from 'node:crypto';

/** Member names whose value is a credential in whatever form. */
const SECRET_NAME =
  /(token|secret|password|passwd|authorization|cookie|signature|credential|api-?key|admin-?key|access-?key|private-?key)/i;
/** Names that contain such a word and are harmless. */
const HARMLESS_NAME = /^(tokens?Granted|tokenCount|hasToken|keyId)$/i;
const PHONE_NAME = /(phone|msisdn|^(to|from|recipient|wa_?id)$)/i;
const PROVIDER_ID_NAME = /^(providerMessageId|replyToProviderId|targetProviderId|provider_message_id)$/i;

const BEARER = /\b(Bearer|Basic)\s+[\w.~+/=-]+/gi;
/** Callback tokens (64 hex digits), HMACs and keys written as hex. */
const LONG_HEX = /\b[0-9a-f]{32,}\b/gi;
const SECRET_PARAMETER = /([?&](?:access_token|token|code|key|signature|password|secret)=)[^&\s"']+/gi;
const PHONE = /\+\d[\d ()-]{5,17}\d|(?<![\w.-])\d{10,15}(?![\w-]|\.\d)/g;
/** Message ids of providers: `wamid.` and base64, or two letters with 32 hex digits. */
const PROVIDER_ID = /\bwamid\.[\w+/=-]+|\b[A-Z]{2}[0-9a-f]{32}\b/g;

const MAX_DEPTH = 6;
const REDACTED = '[redacted]';

/** A copy fit for logs: no credentials, phone numbers as their last two digits, provider message ids as a short hash. */
export function maskValue(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (value === null || typeof value !== 'object') return value;
  if (depth >= MAX_DEPTH) return '[deeper]';
  if (value instanceof Error) return maskError(value, depth);
  if (Array.isArray(value)) return value.map((item) => maskValue(item, depth + 1));
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  const entries = Object.entries(value).map(([name, member]) => [name, maskMember(name, member, depth)]);
  return Object.fromEntries(entries);
}

function maskMember(name: string, value: unknown, depth: number): unknown {
  if (value === null || value === undefined || typeof value === 'boolean') return value;
  if (SECRET_NAME.test(name) && !HARMLESS_NAME.test(name)) return REDACTED;
  if (PROVIDER_ID_NAME.test(name)) return hashed(String(value));
  if (PHONE_NAME.test(name) && typeof value !== 'object') return maskPhone(String(value));
  return maskValue(value, depth + 1);
}

function maskError(error: Error, depth: number): Record<string, unknown> {
  const { cause, ...own } = { ...error, cause: error.cause };
  return {
    type: error.name,
    message: maskText(error.message),
    ...(error.stack && { stack: maskText(error.stack) }),
    ...Object.fromEntries(Object.entries(own).map(([name, value]) => [name, maskMember(name, value, depth)])),
    ...(cause !== undefined && { cause: maskValue(cause, depth + 1) }),
  };
}

/** Free text with everything masked that looks like a credential, a phone number or a provider's message id. */
function maskText(text: string): string {
  return text
    .replace(BEARER, `$1 ${REDACTED}`)
    .replace(SECRET_PARAMETER, `$1${REDACTED}`)
    .replace(PROVIDER_ID, hashed)
    .replace(LONG_HEX, REDACTED)
    .replace(PHONE, maskPhone);
}

function maskPhone(text: string): string {
  const digits = text.replace(/\D/g, '');
  return digits.length < 5 ? REDACTED : `…${digits.slice(-2)}`;
}

/** Enough to see that two lines speak of the same message. */
function hashed(id: string): string {
  return `id#${createHash('sha256').update(id).digest('hex').slice(0, 8)}`;
}
