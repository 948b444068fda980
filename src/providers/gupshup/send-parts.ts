import type { SendFailure } from '../../domain/failure.ts';
import type { SendResult } from '../../domain/provider.ts';

/**
 * Several requests that are one message; the first one's receipt stands for all. What is missing after the first is told and not sent again,
 * because that would repeat the first.
 */
export async function sendParts<Part>(
  parts: readonly Part[],
  send: (part: Part) => Promise<SendResult>,
): Promise<SendResult> {
  let first: SendResult | undefined;
  for (const part of parts) {
    const sent = await send(part);
    if (first === undefined) first = sent;
    if (!sent.ok) return first === sent ? sent : { ...sent, failure: incomplete(sent.failure) };
  }
  return first ?? { ok: false, failure: { kind: 'message_invalid', message: 'There is nothing to send.' } };
}

function incomplete({ message, code }: SendFailure): SendFailure {
  const told = `Its first part was sent, but not the rest: ${message}`;
  return { kind: 'rejected', message: told, ...(code !== undefined && { code }) };
}
