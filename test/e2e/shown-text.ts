import type { AcceptedMessage } from '../../src/simulators/meta/accepted.ts';

/** The words of a message as its person reads them; of kinds without words, the kind. */
export function shownText({ type, body }: Pick<AcceptedMessage, 'type' | 'body'>): string {
  const { text, interactive } = body as { text?: { body: string }; interactive?: { body: { text: string } } };
  return text?.body ?? interactive?.body.text ?? `[${type}]`;
}
