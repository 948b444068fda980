import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Platform } from './platform.ts';
import { ApiFailure } from './refusals.ts';

const recipient = z.object({
  recipient: z.string().regex(/^\d{6,15}$/),
  source: z.string().trim().min(1).max(25),
  user_agent: z.string().max(500).optional(),
  ip: z.string().optional(),
});

const body = z.object({
  type: z.enum(['optin', 'optout']),
  recipients: z.array(recipient).min(1).max(1000),
});

/** Opt-in and opt-out. Throws 8006 for a wrong request, 8005 if nothing would change. */
export function addConsentRoutes(app: FastifyInstance, { admission, consents }: Platform): void {
  app.post('/consent/manage', async (request) => {
    const numbers = admission.numbersOf(request);
    const { success, data, error } = body.safeParse(request.body);
    if (!success) throw new ApiFailure(8006, sentenceOf(error));
    const { type, recipients } = data;
    const change = type === 'optin' ? consents.optIn : consents.optOut;
    const changes = numbers.flatMap(({ id }) => recipients.map((one) => change(id, one.recipient)));
    if (!changes.includes(true)) {
      throw new ApiFailure(8005, type === 'optin' ? 'Contact has already opted in' : 'Update failed');
    }
    return { status: 'success', message: `${type === 'optin' ? 'Optin' : 'Optout'} successfully added.` };
  });
}

function sentenceOf({ issues: [issue] }: z.ZodError): string {
  return `${issue?.path.join('.')}: ${issue?.message}`;
}
