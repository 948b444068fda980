import { z } from 'zod';

/** The id in a path. */
export const byId = z.object({ id: z.string().min(1).max(200) });
