import { z } from 'zod';

export const chatLinkQuery = z.object({
  senderId: z.string().min(1).max(200).optional().describe("The channel's first if left out."),
  text: z.string().max(4_096).optional().describe("What stands in the person's input field."),
});

export const chatLink = z
  .object({
    url: z.string().describe('Opens a chat with this number.'),
    fitsShortLink: z.boolean().describe('Whether a short link or QR code of the provider can carry the text.'),
  })
  .meta({ id: 'ChatLink' });
