import { asObject, asText, isObject, parseJson } from '../kit/json.ts';

/** Parameters of a webhook by name; of a repeated one the first value. Empty values count as absent. */
export type Form = ReadonlyMap<string, string>;

/** A form, or a JSON object with the same names. Undefined: neither. */
export function readForm(text: string): Form | undefined {
  if (text.trimStart().startsWith('{')) return readJsonForm(text);
  const form = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(text)) {
    if (value !== '' && !form.has(name)) form.set(name, value);
  }
  return form.size === 0 ? undefined : form;
}

function readJsonForm(text: string): Form | undefined {
  const json = tryJson(text);
  if (!isObject(json)) return undefined;
  return new Map(
    Object.entries(json).flatMap(([name, value]): [string, string][] => {
      const said = isObject(value) ? JSON.stringify(value) : typeof value === 'boolean' ? String(value) : asText(value);
      return said === undefined ? [] : [[name, said]];
    }),
  );
}

/** JSON within a parameter (`ChannelMetadata`, `InteractiveData`); undefined if it is none. */
export function tryJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return parseJson(text);
  } catch {
    return undefined; // The text itself stays in the raw fragment.
  }
}

/** The facts that newer webhooks repeat in `ChannelMetadata`. */
export function channelContext(form: Form): Readonly<Record<string, unknown>> {
  return asObject(asObject(asObject(tryJson(form.get('ChannelMetadata'))).data).context);
}
