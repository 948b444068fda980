import { isRecord } from './fields.ts';

/** Members whose content belongs to the operator (screen data of a form), so that its names must not be touched. */
const OPAQUE: readonly string[] = ['data', 'flow_action_data'];

/** `flow_action_payload` becomes `flowActionPayload`, at every depth. An underscore before a digit stays, so that the way back is certain. */
export function camelCaseKeys(members: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(members).map(([name, value]) => [camelCase(name), OPAQUE.includes(name) ? value : convert(value)]),
  );
}

export function camelCase(name: string): string {
  return name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

/** The way back, for one name or a path of them. */
export function snakeCase(name: string): string {
  return name.replace(/([a-z])([A-Z])/g, '$1_$2').toLowerCase();
}

function convert(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(convert);
  return isRecord(value) ? camelCaseKeys(value) : value;
}
