import { z } from 'zod';

/*
 * These schemas describe content for readers and generated clients. They let everything through that `parseContent` may judge:
 * that function is the real validation, the same for the API and for bots.
 */

const media = z
  .looseObject({
    url: z.string().optional().describe('Public address that the provider can fetch.'),
    id: z.string().optional().describe('Id of media uploaded before.'),
    fileName: z.string().optional(),
  })
  .meta({ id: 'OutboundMedia', description: 'Exactly one of `url` and `id`.' });

const header = z
  .union([
    z.string(),
    z.looseObject({ type: z.literal('text'), text: z.string() }),
    z.looseObject({ type: z.enum(['image', 'video', 'document']), media }),
  ])
  .meta({ id: 'ContentHeader', description: 'What stands above an interactive message; a string is a text header.' });

const frame = { text: z.string(), header: header.optional(), footer: z.string().optional() };

const parameter = z
  .looseObject({ type: z.string(), name: z.string().optional() })
  .meta({ id: 'TemplateParameter', description: 'A value for a template variable; with `name` for named parameters.' });

const text = z
  .looseObject({ type: z.literal('text'), text: z.string(), previewUrl: z.boolean().optional() })
  .meta({ id: 'TextContent', example: { type: 'text', text: 'Your table is ready.' } });

const mediaContent = z
  .looseObject({
    type: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
    media,
    caption: z.string().optional(),
  })
  .meta({
    id: 'MediaContent',
    example: { type: 'image', media: { url: 'https://example.com/menu.png' }, caption: 'Today' },
  });

const location = z
  .looseObject({
    type: z.literal('location'),
    latitude: z.number(),
    longitude: z.number(),
    name: z.string().optional(),
    address: z.string().optional(),
  })
  .meta({ id: 'LocationContent' });

const card = z
  .looseObject({
    name: z.looseObject({ formatted: z.string(), first: z.string().optional(), last: z.string().optional() }),
    phones: z
      .array(z.looseObject({ phone: z.string(), type: z.string().optional(), waId: z.string().optional() }))
      .optional(),
    emails: z.array(z.looseObject({ email: z.string(), type: z.string().optional() })).optional(),
  })
  .meta({ id: 'ContactCard' });

const contacts = z
  .looseObject({
    type: z.literal('contacts'),
    contacts: z.array(card),
    origin: z.literal('contact_request').optional().describe('Received only: the person was asked for their number.'),
  })
  .meta({ id: 'ContactsContent' });

const buttons = z
  .looseObject({
    type: z.literal('buttons'),
    ...frame,
    buttons: z.array(z.looseObject({ id: z.string(), title: z.string() })),
  })
  .meta({
    id: 'ButtonsContent',
    example: { type: 'buttons', text: 'Shall we?', buttons: [{ id: 'yes', title: 'Yes' }] },
  });

const row = z.looseObject({ id: z.string(), title: z.string(), description: z.string().optional() });

const list = z
  .looseObject({
    type: z.literal('list'),
    ...frame,
    button: z.string().describe('The label that opens the list.'),
    sections: z.array(z.looseObject({ title: z.string().optional(), rows: z.array(row) })),
  })
  .meta({ id: 'ListContent' });

const ctaUrl = z
  .looseObject({ type: z.literal('cta_url'), ...frame, label: z.string(), url: z.string() })
  .meta({ id: 'CtaUrlContent' });

const locationRequest = z
  .looseObject({ type: z.literal('location_request'), text: z.string() })
  .meta({ id: 'LocationRequestContent' });

const contactRequest = z.looseObject({ type: z.literal('contact_request'), text: z.string() }).meta({
  id: 'ContactRequestContent',
  description: "Asks for the person's phone number; the answer is `contacts` with `origin` `contact_request`.",
});

const commerce = z
  .looseObject({
    type: z.enum([
      ...(['carousel', 'flow', 'product', 'product_list', 'catalog', 'order_details', 'order_status'] as const),
      ...(['voice_call', 'call_permission_request', 'address_request'] as const),
    ]),
  })
  .meta({ id: 'CommerceContent', description: "The Cloud API's object of that kind, with camelCase names." });

const template = z
  .looseObject({
    type: z.literal('template'),
    name: z.string(),
    language: z.string(),
    header: parameter.optional(),
    body: z.array(z.union([z.string(), parameter])).optional(),
    buttons: z.array(z.looseObject({ index: z.number().int(), type: z.string() })).optional(),
    limitedTimeOffer: z
      .looseObject({ expiresAt: z.string().describe('Such as `2026-12-01T18:00:00Z`.') })
      .optional()
      .describe('Of a template whose offer ends.'),
    carousel: z.array(z.looseObject({})).optional(),
  })
  .meta({
    id: 'TemplateContent',
    example: { type: 'template', name: 'order_shipped', language: 'en', body: ['Ana', '1234'] },
  });

const reaction = z
  .looseObject({
    type: z.literal('reaction'),
    messageId: z.string().describe('One of our message ids.'),
    emoji: z.string().describe('Empty: the reaction is removed.'),
  })
  .meta({ id: 'ReactionContent' });

const raw = z
  .looseObject({ type: z.literal('raw'), provider: z.string(), payload: z.record(z.string(), z.unknown()) })
  .meta({ id: 'RawContent', description: 'Passed through unchanged; refused on a channel of another provider.' });

/** What both directions can say. */
export const sharedContents = [text, location, contacts, reaction] as const;

/** What only we can say. */
export const outboundOnlyContents = [
  mediaContent,
  buttons,
  list,
  ctaUrl,
  locationRequest,
  contactRequest,
  commerce,
  template,
  raw,
] as const;

const cloudApiObject = z.looseObject({}).meta({
  id: 'CloudApiContent',
  description:
    "An object in the Cloud API's own shape: a member named like its type, or `interactive`. One without a type that is known here is passed through if the channel's provider knows it as a request in its own words, and refused otherwise.",
  example: { type: 'text', text: { body: 'Your table is ready.' } },
});

/** `content` of a request: checked further by `parseContent`. */
export const outboundContent = z
  .union([z.string(), ...sharedContents, ...outboundOnlyContents, cloudApiObject], {
    error: 'Expected a text, or an object with a type.',
  })
  .meta({
    id: 'OutboundContent',
    description: 'A string is free text; an object is content, a template, or a payload of the provider.',
  });
