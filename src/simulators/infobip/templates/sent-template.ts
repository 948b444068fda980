import { z } from 'zod';
import { envelopeShape } from '../envelope.ts';
import { orderDetailsAction, orderStatusAction } from '../order-schemas.ts';
import { between, byType, listOf, matching, object, placeholder, required, sized, url } from '../schema-parts.ts';

const header = byType([
  object({ type: z.literal('TEXT'), placeholder: placeholder() }),
  object({ type: z.literal('IMAGE'), mediaUrl: url() }),
  object({ type: z.literal('VIDEO'), mediaUrl: url() }),
  object({ type: z.literal('GIF'), mediaUrl: url() }),
  object({ type: z.literal('DOCUMENT'), mediaUrl: url(), filename: sized(1, 240) }),
  object({ type: z.literal('LOCATION'), latitude: between(-90, 90), longitude: between(-180, 180) }),
]);

const quickReply = object({ type: z.literal('QUICK_REPLY'), parameter: sized(1, 128) });
const urlButton = object({ type: z.literal('URL'), parameter: required() });
const products = listOf(object({ title: sized(0, 24), productRetailerIds: z.array(sized(0, 3_000)) }), 1, 10);

const button = byType([
  quickReply,
  urlButton,
  object({ type: z.literal('COPY_CODE'), parameter: sized(1, 15) }),
  object({
    type: z.literal('FLOW'),
    flowToken: sized(0, 3_000).optional(),
    data: z.record(z.string(), z.unknown()).optional(),
  }),
  object({ type: z.literal('CATALOG'), thumbnailProductRetailerId: sized(0, 3_000).optional() }),
  object({
    type: z.literal('MULTI_PRODUCT'),
    thumbnailProductRetailerId: sized(0, 3_000).optional(),
    sections: products,
  }),
  object({ type: z.literal('ORDER_DETAILS'), action: orderDetailsAction }),
  object({
    type: z.literal('VOICE_CALL'),
    callValidityPeriod: between(1, 43_200).optional(),
    callContextPayload: sized(1, 512).optional(),
  }),
]);

const MOST: Record<string, number> = { URL: 2, COPY_CODE: 1, FLOW: 1 };
const ALONE = ['CATALOG', 'MULTI_PRODUCT', 'ORDER_DETAILS'];

const buttons = listOf(button, 0, 10).superRefine((list, context) => {
  const complain = (message: string) => context.addIssue({ code: 'custom', message });
  for (const [type, most] of Object.entries(MOST)) {
    if (list.filter((one) => one.type === type).length > most)
      complain(`number of ${type} buttons must be at most ${most}`);
  }
  const single = list.find(({ type }) => ALONE.includes(type));
  if (single && list.length > 1) complain(`${single.type} button must be the only one`);
});

const body = object({ placeholders: z.array(placeholder(), { error: 'must not be null' }) });
const card = object({
  header,
  body: body.optional(),
  buttons: listOf(byType([quickReply, urlButton]), 1, 2).optional(),
});

const content = object({
  templateName: matching(/^[a-z0-9_]{1,512}$/),
  language: required(),
  templateData: object({
    body,
    header: header.optional(),
    buttons: buttons.optional(),
    carousel: object({ cards: listOf(card, 1, 10) }).optional(),
    limitedTimeOffer: object({ expirationTime: required() }).optional(),
    orderStatus: object({ orderStatuses: z.array(orderStatusAction.partial()) }).optional(),
  }),
});

const message = object({
  ...envelopeShape,
  content,
  smsFailover: object({ from: sized(1, 24), text: sized(1, 4096) }).optional(),
});

/** `POST /whatsapp/1/message/template`. */
export const bulkSchema = object({ messages: listOf(message, 1, 1_000), bulkId: sized(0, 100).optional() });

export type TemplateMessage = z.output<typeof message>;
export type SentTemplate = z.output<typeof content>;
export type SentHeader = z.output<typeof header>;
export type SentButton = z.output<typeof button>;
