import { z } from 'zod';

/** The connector of the turn's bot reads the body: here it is anything. */
export const turnReply = z.looseObject({}).meta({
  id: 'TurnReply',
  description:
    "The bot's answer in its connector's format, as it would have answered at once. `more: true`: another will follow.",
  example: { messages: ['Here is your answer.'] },
});

export const turnReplyAccepted = z.object({ status: z.literal('accepted') }).meta({ id: 'TurnReplyAccepted' });
