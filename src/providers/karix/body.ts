import type { ProviderEvent } from '../../domain/events.ts';
import type { WebhookRequest } from '../../domain/provider.ts';
import { parseElement, rawOf, textOf } from '../kit/elements.ts';
import { asText, isObject, type JsonObject, parseJson } from '../kit/json.ts';
import { unknownReported } from '../kit/unknown-reported.ts';

/** Events of a webhook that has one each; a list of them is taken too. What is no JSON becomes a dead letter: Karix repeats what is refused. */
export function parseBody(
  { body }: Pick<WebhookRequest, 'body'>,
  parse: (event: JsonObject, raw: string) => ProviderEvent,
): readonly ProviderEvent[] {
  const text = textOf(body);
  const json = readJson(text);
  if (!isObject(json) && !Array.isArray(json))
    return [{ type: 'unparsable', reason: 'The body is no JSON.', raw: text }];
  const elements: readonly unknown[] = Array.isArray(json) ? json : [json];
  if (elements.length === 0) return [unknownReported('empty', text)];
  return elements.flatMap((element) => {
    const raw = rawOf(element);
    const run = () => [isObject(element) ? parse(element, raw) : unknownReported('no_object', raw)];
    return parseElement(run, () => raw);
  });
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined; // The caller says what that means.
  }
}

/** The name of a person, as far as there is one. */
export function nameOf(value: unknown): string | undefined {
  return asText(value)?.trim() || undefined;
}
