import { z } from 'zod';

/** RFC 9457 problem document, the body of every error. */
const problem = z
  .object({
    type: z.string().describe('Stable name of the kind of problem: `urn:chasqui:` and `code`.'),
    code: z.string().describe('The last part of `type`.'),
    title: z.string(),
    status: z.number().int(),
    detail: z.string().optional().describe('What happened, and where one can do something, what.'),
    instance: z.string().optional().describe('Path of the request.'),
    errors: z
      .array(
        z.object({
          path: z.string().describe('JSON pointer into the request, such as `/senders/0/phoneNumber`.'),
          message: z.string(),
        }),
      )
      .optional()
      .describe('What is wrong with the request, field by field.'),
  })
  .meta({
    id: 'Problem',
    example: {
      type: 'urn:chasqui:invalid',
      code: 'invalid',
      title: 'Bad Request',
      status: 400,
      detail: 'The request is not valid.',
      errors: [{ path: '/settings/url', message: 'Required' }],
    },
  });

/** Every operation's answer when something is wrong. */
export const problemResponse = {
  description: 'A problem document.',
  content: { 'application/problem+json': { schema: problem } },
};
