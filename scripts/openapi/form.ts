import { dereference, type Json } from './json.ts';

/** A form as the object that the schema describes: repeated fields become lists, numbers and booleans what they are meant as. */
export function readForm(document: Json, schema: Json, form: URLSearchParams): Json {
  const { properties = {} } = dereference(document, schema) as { properties?: Record<string, Json> };
  return Object.fromEntries(
    [...new Set(form.keys())].map((name) => [name, readField(document, properties[name] ?? {}, form.getAll(name))]),
  );
}

/** The value of one field or parameter; what the schema does not want otherwise stays a text. */
export function readField(document: Json, schema: Json, texts: readonly string[]): unknown {
  const { type, items = {} } = dereference(document, schema) as { type?: unknown; items?: Json };
  const wants = (name: string) => type === name || (Array.isArray(type) && type.includes(name));
  if (wants('array')) return texts.map((text) => readField(document, items, [text]));
  if (texts.length > 1) return texts;
  const [text = ''] = texts;
  if ((wants('integer') || wants('number')) && text !== '') return Number.isNaN(Number(text)) ? text : Number(text);
  if (wants('boolean') && ['true', 'false'].includes(text)) return text === 'true';
  return text;
}
