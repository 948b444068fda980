import { z } from 'zod';

/** WhatsApp's limits. */
const title = z.string().min(1).max(20);
const rowTitle = z.string().min(1).max(24);
const body = z.string().min(1).max(1024);
const around = {
  header: z.object({ type: z.literal('text'), text: z.string().min(1).max(60) }).optional(),
  footer: z.string().max(60).optional(),
};

const row = z.object({
  id: z.string().min(1).max(200),
  title: rowTitle,
  description: z.string().max(72).optional(),
});

const section = z.object({ title: rowTitle.optional(), rows: z.array(row).min(1) });

const replyButton = z.object({
  type: z.literal('reply'),
  reply: z.object({ id: z.string().min(1).max(256), title }),
});

const linkButton = z.object({
  name: z.literal('cta_url'),
  parameters: z.object({ display_text: title, url: z.url({ protocol: /^https?$/ }) }),
});

const listAction = z
  .object({ button: title, sections: z.array(section).min(1).max(10) })
  .refine(({ sections }) => sections.flatMap(({ rows }) => rows).length <= 10, 'at most 10 rows are allowed');

/** An element of `type_interactive`: `action` is an array of one. */
export const interactiveSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('button'),
    body,
    ...around,
    action: z.array(z.object({ buttons: z.array(replyButton).min(1).max(3) })).length(1),
  }),
  z.object({ type: z.literal('list'), body, ...around, action: z.array(listAction).length(1) }),
  z.object({
    type: z.literal('cta_url'),
    body,
    ...around,
    action: z.array(z.object({ buttons: z.array(linkButton).length(1) })).length(1),
  }),
]);

export type Interactive = z.output<typeof interactiveSchema>;
