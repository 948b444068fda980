import { z } from 'zod';

/** A moment in API answers. */
export const timestamp = z.iso.datetime().describe('ISO 8601, UTC, milliseconds.');

/** How much of a list to return, and from where. */
export const pageQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50).describe('Items to return at most.'),
  cursor: z.string().min(1).max(500).optional().describe('`nextCursor` of the page before.'),
});

export type PageQuery = z.output<typeof pageQuery>;

/** The one shape of every list: newest first, `nextCursor` null on the last page. */
export function pageOf<Item extends z.ZodType>(name: string, item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() }).meta({ id: name });
}
