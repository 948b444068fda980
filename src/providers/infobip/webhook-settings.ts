import type { FieldDefinition } from '../../domain/settings.ts';
import { WEBHOOK_GUARD_FIELDS } from '../kit/webhook-guard.ts';
import { ALGORITHMS, ENCODINGS } from './signature.ts';

/** How an operator protects the callback URL beyond its secret path. */
export const webhookFields: readonly FieldDefinition[] = [
  ...WEBHOOK_GUARD_FIELDS,
  {
    name: 'webhookHmacHeader',
    label: 'Signature header of webhooks',
    hint: 'If a security of the type HMAC is set for the notification profile: the header that carries it. Infobip does not document its name.',
    secret: false,
    required: false,
  },
  {
    name: 'webhookHmacSecret',
    label: 'Signature key of webhooks',
    hint: 'The secret key of that security.',
    secret: true,
    required: false,
  },
  {
    name: 'webhookHmacAlgorithm',
    label: 'Signature algorithm',
    hint: 'As chosen at Infobip; sha256 if empty.',
    secret: false,
    required: false,
    options: ALGORITHMS,
  },
  {
    name: 'webhookHmacEncoding',
    label: 'Signature encoding',
    hint: 'hex if empty. A prefix such as sha256= may stand before it.',
    secret: false,
    required: false,
    options: ENCODINGS,
  },
];
