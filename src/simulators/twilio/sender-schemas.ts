import { z } from 'zod';

const url = z.union([z.literal(''), z.url({ protocol: /^https?$/ })]);

const webhook = z.object({
  callback_url: url.optional(),
  callback_method: z.enum(['POST', 'PUT']).optional(),
  fallback_url: url.optional(),
  fallback_method: z.enum(['POST', 'PUT']).optional(),
  status_callback_url: url.optional(),
  status_callback_method: z.literal('POST').optional(),
});

const configuration = z.looseObject({ waba_id: z.string().optional(), verification_code: z.string().optional() });
const profile = z.looseObject({ name: z.string().optional() });

export const newSenderBody = z.object({
  sender_id: z.string().regex(/^whatsapp:\+[1-9]\d{6,14}$/, 'whatsapp:+ and a number in E.164'),
  configuration: configuration.optional(),
  webhook: webhook.optional(),
  profile: profile.optional(),
});

export const senderChangeBody = newSenderBody.omit({ sender_id: true });
