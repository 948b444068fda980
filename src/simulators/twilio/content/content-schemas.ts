import { z } from 'zod';

const id = z.string().min(1).max(200);
const body = z.string().min(1).max(1024);
/** 25 in templates; shorter ones in a session are the client's affair. */
const title = z.string().min(1).max(25);
const link = z.string().min(1);
const coordinate = z.union([z.number(), z.string()]).transform(Number);

/** A button of any type that has buttons. */
const action = z.object({
  type: z.enum(['QUICK_REPLY', 'URL', 'PHONE_NUMBER', 'COPY_CODE', 'VOICE_CALL', 'VOICE_CALL_REQUEST']),
  title: title.optional(),
  id: id.optional(),
  url: link.optional(),
  phone: z.string().optional(),
  code: z.string().optional(),
  webview_size: z.enum(['TALL', 'FULL', 'HALF', 'NONE']).optional(),
});

const quickReply = z.object({
  body,
  actions: z
    .array(z.object({ type: z.literal('QUICK_REPLY').optional(), title, id: id.optional() }))
    .min(1)
    .max(10),
});

const listPicker = z.object({
  body,
  button: z.string().min(1).max(20),
  items: z
    .array(
      z.object({
        item: z.string().min(1).max(24),
        id,
        description: z.string().max(72).nullish(),
      }),
    )
    .min(1)
    .max(10),
});

const card = z
  .object({
    title: z.string().nullish(),
    body: z.string().nullish(),
    subtitle: z.string().nullish(),
    media: z.array(link).nullish(),
    actions: z.array(action).nullish(),
  })
  .refine((one) => one.title || one.body, 'title or body is needed')
  .refine(
    (one) => one.subtitle || one.media?.length || one.actions?.length || (one.title && one.body),
    'one more field than the title is needed',
  );

const whatsappCard = z
  .object({
    body,
    header_text: z.string().max(60).nullish(),
    footer: z.string().max(60).nullish(),
    media: z.array(link).nullish(),
    actions: z.array(action).nullish(),
  })
  .refine((one) => !(one.header_text && one.media?.length), 'header_text and media exclude each other')
  .refine(
    (one) => one.header_text || one.footer || one.media?.length || one.actions?.length,
    'one more field than the body is needed',
  );

const flow = {
  body,
  button_text: z.string().min(1).max(30),
  subtitle: z.string().nullish(),
  media_url: link.nullish(),
};

/** The members of `types`; what the platform has beyond these is kept as it is. */
export const contentTypesSchema = z
  .strictObject({
    'twilio/text': z.object({ body: z.string().min(1).max(1600) }),
    'twilio/media': z.object({ body: z.string().nullish(), media: z.array(link).min(1).max(1) }),
    'twilio/location': z.object({
      latitude: coordinate.pipe(z.number().min(-90).max(90)),
      longitude: coordinate.pipe(z.number().min(-180).max(180)),
      label: z.string().nullish(),
      id: z.string().nullish(),
      address: z.string().nullish(),
    }),
    'twilio/quick-reply': quickReply,
    'twilio/list-picker': listPicker,
    'twilio/call-to-action': z.object({ body, actions: z.array(action).min(1).max(10) }),
    'twilio/card': card,
    'whatsapp/card': whatsappCard,
    'twilio/carousel': z.object({
      body,
      cards: z
        .array(
          z.object({
            title: z.string().nullish(),
            body: z.string().nullish(),
            media: link.nullish(),
            actions: z.array(action).nullish(),
          }),
        )
        .min(1)
        .max(10),
    }),
    'whatsapp/authentication': z.object({
      actions: z.array(z.object({ type: z.literal('COPY_CODE'), copy_code_text: z.string().min(1) })).length(1),
      add_security_recommendation: z.boolean().nullish(),
      code_expiration_minutes: z.number().int().min(1).max(90).nullish(),
    }),
    'twilio/catalog': z.looseObject({ body, id: z.string().nullish() }),
    'whatsapp/flows': z.looseObject({ ...flow, flow_id: z.string().min(1) }),
    'twilio/flows': z.looseObject({
      ...flow,
      pages: z.array(z.looseObject({ id: z.string() })).min(1),
      type: z.string(),
    }),
    'twilio/schedule': z.looseObject({}),
    'twilio/pay': z.looseObject({}),
  })
  .partial()
  .refine((types) => Object.keys(types).length > 0, 'at least one type is needed');

export const newContentBody = z.object({
  friendly_name: z.string().nullish(),
  language: z.string().min(2),
  variables: z.record(z.string(), z.string()).nullish(),
  types: contentTypesSchema,
});

export const contentChangeBody = newContentBody.partial({ language: true });

export const approvalBody = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'lower-case letters, digits and underscores'),
  category: z.enum(['UTILITY', 'MARKETING', 'AUTHENTICATION']),
  allow_category_change: z.boolean().optional(),
});

export type ContentTypes = z.output<typeof contentTypesSchema>;
export type ContentAction = z.output<typeof action>;
export type NewContent = z.output<typeof newContentBody>;
export type ApprovalRequest = z.output<typeof approvalBody>;
