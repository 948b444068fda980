import { z } from 'zod';
import { failure, message } from './message.ts';
import { timestamp } from './page.ts';

const detail = z.record(z.string(), z.unknown());

const traceEntry = z
  .object({
    step: z.string(),
    at: timestamp,
    durationMs: z.number().optional(),
    turnId: z.string().optional(),
    attemptId: z.string().optional(),
    detail: detail.optional().describe('Masked: no secrets.'),
  })
  .meta({ id: 'TraceEntry' });

const attempt = z
  .object({
    id: z.string(),
    number: z.number().int(),
    connectionId: z.string(),
    startedAt: timestamp,
    endedAt: timestamp.nullable(),
    outcome: z.enum(['started', 'accepted', 'failed', 'retry', 'in_doubt']),
    providerMessageId: z.string().nullable(),
    failure: failure.nullable(),
  })
  .meta({ id: 'Attempt' });

const reportedStatus = z
  .object({ status: z.string(), at: timestamp, detail: detail.nullable() })
  .meta({ id: 'ReportedStatus' });

export const messageTrace = z
  .object({
    message,
    entries: z.array(traceEntry).describe('Oldest first.'),
    attempts: z.array(attempt),
    statuses: z.array(reportedStatus),
    raw: z.string().nullable().describe('The webhook element as received.'),
    related: z.array(z.string()).describe('Message ids of the same turn.'),
  })
  .meta({ id: 'MessageTrace' });
