import { z } from 'zod';
import { dropUndefined } from '../../kit/drop-undefined.ts';

const button = z.object({
  type: z.literal('reply'),
  reply: z.object({ id: z.string().min(1).max(256), title: z.string().min(1).max(20) }),
});

/** `action` of `dr_button`. */
export const buttonsAction = z.object({ buttons: z.array(button).min(1).max(3) });

const row = z
  .object({
    id: z.string().min(1).max(200),
    title: z.string().min(1).max(24),
    description: z.string().max(72).optional(),
  })
  .transform(dropUndefined);

const section = z.object({ title: z.string().max(24).optional(), rows: z.array(row).min(1) }).transform(dropUndefined);

/** `action` of `list`. */
export const listAction = z
  .object({ button: z.string().min(1).max(20), sections: z.array(section).min(1).max(10) })
  .refine(({ sections }) => sections.flatMap(({ rows }) => rows).length <= 10, 'has more than ten rows');
