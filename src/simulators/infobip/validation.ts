import type { z } from 'zod';
import { ApiError } from './api-error.ts';

/** Reads a body. Throws a 400 that names every fault at once; `prefix` is left out of the paths. */
export function parseBody<S extends z.ZodType>(schema: S, body: unknown, prefix: string | RegExp = ''): z.output<S> {
  const result = schema.safeParse(body);
  if (result.success) return result.data;
  const faults: Record<string, string[]> = {};
  for (const { path, message } of result.error.issues) {
    const name = renderPath(path).replace(prefix, '');
    faults[name] = [...(faults[name] ?? []), message];
  }
  throw new ApiError(400, { validationErrors: faults });
}

/** `['contacts', 0, 'name']` → `contacts[0].name` */
function renderPath(path: readonly PropertyKey[]): string {
  return path
    .map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`))
    .join('')
    .replace(/^\./, '');
}
