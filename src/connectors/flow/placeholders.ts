import { isRecord } from '../../domain/parsing/fields.ts';

const PLACEHOLDER = /\{\{\s*([\w-]+(?:\.[\w-]+)*)\s*\}\}/g;

/** Stands for any value when a flow is checked; also where a URL is asked for. */
const SAMPLE = 'https://placeholder.example/';

/** Fills `{{ name }}` and `{{ contact.name }}` in every string of some content; what is not known becomes nothing. */
export function fillPlaceholders(content: unknown, values: Readonly<Record<string, unknown>>): unknown {
  return mapStrings(content, (text) => text.replace(PLACEHOLDER, (_, path: string) => lookUp(path, values)));
}

/** Content as it could look once filled. */
export function sampleContent(content: unknown): unknown {
  return mapStrings(content, (text) => text.replace(PLACEHOLDER, SAMPLE));
}

function lookUp(path: string, values: Readonly<Record<string, unknown>>): string {
  let value: unknown = values;
  for (const name of path.split('.')) {
    value = isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
  }
  return ['string', 'number', 'boolean'].includes(typeof value) ? String(value) : '';
}

function mapStrings(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapStrings(item, change));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, mapStrings(member, change)]));
}
