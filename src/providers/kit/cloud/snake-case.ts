import { isObject } from '../json.ts';

/** What an operator's own program reads: its names are not ours to change. */
const OPAQUE: ReadonlySet<string> = new Set(['data', 'flow_action_data']);

/** Member names as the Cloud API writes them, all the way down: `fallbackValue` → `fallback_value`, `amount1000` → `amount_1000`. */
export function toSnakeCase(members: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => {
      const snake = name.replace(/([a-z])([A-Z0-9])/g, '$1_$2').toLowerCase();
      return [snake, OPAQUE.has(snake) ? value : convert(value)];
    }),
  );
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  return isObject(value) ? toSnakeCase(value) : value;
}
