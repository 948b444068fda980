import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { SendOutcome, SendRequest } from '../../pipeline/doors.ts';
import type { Access } from '../../services/access.ts';
import { HttpProblem, invalidRequest } from '../problem.ts';
import { readSaid } from './content.ts';
import { present } from './present.ts';
import type { acceptedMessage, sendMessage } from './schemas/message.ts';

type SendBody = z.output<typeof sendMessage>;

/** A request to send, for the outbox. Throws the problem that says what is wrong with it. */
export function parseSend(body: SendBody, idempotencyKey: string | undefined, access: Access): SendRequest {
  const { channelId, senderId, replyTo, author, marketing, ignoreWindow } = body;
  const idempotency = idempotencyKey && { scope: access.keyId, key: idempotencyKey, requestHash: requestHashOf(body) };
  return {
    channelId,
    to: parseRecipient(body.to),
    content: readSaid(body.content, '/content'),
    author,
    ...present({ senderId, replyTo, marketing, ignoreWindow }),
    ...(idempotency && { idempotency }),
  };
}

export function renderSendOutcome(result: SendOutcome): z.output<typeof acceptedMessage> {
  switch (result.outcome) {
    case 'created':
    case 'repeated':
      return { id: result.id, status: result.status };
    case 'conflict':
      throw new HttpProblem(409, 'idempotency_conflict', {
        detail: 'This Idempotency-Key was used with another request.',
      });
    case 'proactive_off':
      throw proactiveOff();
    case 'invalid':
      throw invalidRequest([{ path: `/${result.field.replaceAll('.', '/')}`, message: result.message }]);
  }
}

/** The channel's operator wants answers only. */
export function proactiveOff(): HttpProblem {
  return new HttpProblem(409, 'proactive_off', {
    detail: 'The channel sends answers only: its proactive notifications are switched off (its rule `proactive`).',
  });
}

function parseRecipient(to: SendBody['to']): SendRequest['to'] {
  if (typeof to === 'string') return { phone: to };
  const { phoneNumber: phone, userId, conversationId } = to;
  const recipient = present({ phone, userId, conversationId });
  if (Object.keys(recipient).length > 0) return recipient;
  throw invalidRequest([{ path: '/to', message: 'Name a phoneNumber, a userId or a conversationId.' }]);
}

/** The same for requests that say the same, in whatever order their members stand. */
export function requestHashOf(body: unknown): string {
  const text = JSON.stringify(body, (_key, value: unknown) => (isRecord(value) ? sorted(value) : value));
  return createHash('sha256').update(text).digest('hex');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([left], [right]) => (left < right ? -1 : 1)));
}
