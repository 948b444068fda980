import { createHmac } from 'node:crypto';
import type { Verdict, WebhookRequest } from '../../domain/provider.ts';
import type { FieldValues } from '../../domain/settings.ts';
import { isSameSecret } from '../kit/signature.ts';
import { createWebhookGuard, type WebhookGuard } from '../kit/webhook-guard.ts';

/** Those that a security of a notification profile can have. */
export const ALGORITHMS = ['sha256', 'sha1', 'sha224', 'sha384', 'sha512', 'md5'] as const;
export const ENCODINGS = ['hex', 'base64'] as const;

type Algorithm = (typeof ALGORITHMS)[number];

/** Where the HMAC stands and how it is written is the operator's to say: Infobip documents neither. */
interface Hmac {
  header: string;
  secret: string;
  algorithm: Algorithm;
  encoding: (typeof ENCODINGS)[number];
}

/** Everything that is set must fit: secret header, user and password, addresses, signature. Constant time. */
export function createVerify(settings: FieldValues): WebhookGuard {
  const guard = createWebhookGuard(settings);
  const hmac = readHmac(settings);
  if (hmac === undefined) return guard;
  return (request) => {
    const verdict = guard(request);
    return verdict.ok ? verifyHmac(request, hmac) : verdict;
  };
}

function readHmac(settings: FieldValues): Hmac | undefined {
  const { webhookHmacHeader: header, webhookHmacSecret: secret } = settings;
  if (!header || !secret) return undefined;
  return {
    header: header.trim().toLowerCase(),
    secret,
    algorithm: algorithmOf(settings),
    encoding: ENCODINGS.find((encoding) => encoding === settings.webhookHmacEncoding) ?? 'hex',
  };
}

/** The chosen algorithm, or the usual one. */
export function algorithmOf({ webhookHmacAlgorithm }: FieldValues): Algorithm {
  return ALGORITHMS.find((algorithm) => algorithm === webhookHmacAlgorithm) ?? 'sha256';
}

function verifyHmac({ headers, body }: WebhookRequest, { header, secret, algorithm, encoding }: Hmac): Verdict {
  const given = headers[header];
  if (given === undefined || given === '') return { ok: false, reason: 'signature_missing' };
  const bare = given.trim().replace(new RegExp(`^${algorithm}=`, 'i'), '');
  const expected = createHmac(algorithm, secret).update(body).digest(encoding);
  const isSame = isSameSecret(expected, encoding === 'hex' ? bare.toLowerCase() : bare);
  return isSame ? { ok: true } : { ok: false, reason: 'signature_wrong' };
}
