import { z } from 'zod';

/** WhatsApp's limits. */
const title = z.string().min(1).max(20);
const rowTitle = z.string().min(1).max(24);
const id = z.string().min(1).max(256);
const text = z.string().min(1).max(1024);
const body = z.object({ text });
const file = z.object({ link: z.string().min(1) });
const replyButton = z.object({ type: z.literal('reply'), reply: z.object({ id, title }) });
const header = z.discriminatedUnion('type', [
  z.object({ type: z.literal('text'), text: z.string().min(1).max(60) }),
  z.object({ type: z.literal('image'), image: file }),
  z.object({ type: z.literal('video'), video: file }),
  z.object({ type: z.literal('document'), document: file }),
]);
const around = { header: header.optional(), footer: z.object({ text: z.string().max(60) }).optional() };

const row = z.object({ id, title: rowTitle, description: z.string().max(72).optional() });
const listAction = z
  .object({
    button: title,
    sections: z.array(z.object({ title: rowTitle.optional(), rows: z.array(row).min(1) })).min(1),
  })
  .refine(({ sections }) => sections.flatMap(({ rows }) => rows).length <= 10, 'at most 10 rows are allowed');

const linkParameters = z.object({ display_text: title, url: z.url({ protocol: /^https?$/ }) });
const cardButton = z.object({ type: z.literal('quick_reply'), quick_reply: z.object({ id, title }) });
const card = z.object({
  card_index: z.number().int().min(0),
  type: z.literal('cta_url'),
  header: header.optional(),
  body: body.optional(),
  action: z.object({ buttons: z.array(cardButton).min(1) }),
});

const flowAction = z.object({
  parameters: z.object({ flow_cta: z.string().min(1), flow_id: z.string().optional() }),
});

/** The interactive object is WhatsApp's own. Orders are taken as they come: nobody was seen to send one. */
export const interactiveSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('button'),
    body,
    ...around,
    action: z.object({ buttons: z.array(replyButton).min(1).max(3) }),
  }),
  z.object({ type: z.literal('list'), body, ...around, action: listAction }),
  z.object({ type: z.literal('carousel'), body, action: z.object({ cards: z.array(card).min(1).max(10) }) }),
  z.object({ type: z.literal('cta_url'), body, ...around, action: z.object({ parameters: linkParameters }) }),
  z.object({ type: z.literal('flow'), body, ...around, action: flowAction }),
  z.object({ type: z.literal('order_details'), body, ...around, action: z.record(z.string(), z.unknown()) }),
  z.object({ type: z.literal('order_status'), body, ...around, action: z.record(z.string(), z.unknown()) }),
]);

export type Interactive = z.output<typeof interactiveSchema>;
export type InteractiveHeader = z.output<typeof header>;
