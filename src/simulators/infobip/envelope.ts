import { z } from 'zod';
import { object, required, sized, url } from './schema-parts.ts';

const urlOptions = object({
  shortenUrl: z.boolean().optional(),
  trackClicks: z.boolean().optional(),
  trackingUrl: url().optional(),
  removeProtocol: z.boolean().optional(),
  customDomain: z.string().optional(),
});

/** What every message has around its content. https://www.infobip.com/docs/api/channels/whatsapp */
export const envelopeShape = {
  from: sized(1, 24),
  to: sized(1, 150),
  messageId: sized(0, 200).optional(),
  callbackData: sized(0, 4000).optional(),
  notifyUrl: sized(0, 2048).optional(),
  urlOptions: urlOptions.optional(),
  entityId: sized(0, 255).optional(),
  applicationId: sized(0, 255).optional(),
  context: object({ replyToMessageId: required() }).optional(),
};

export type Envelope = z.output<ReturnType<typeof envelopeOf>>;

const envelopeOf = () => object(envelopeShape);
