import { z } from 'zod';
import { settings } from './settings.ts';

export const readAccount = z
  .strictObject({ settings: settings.describe("As a channel's; nothing of it is stored.") })
  .meta({ id: 'ReadAccount' });

const accountNumber = z
  .object({
    phoneNumber: z.string(),
    displayName: z.string().nullable(),
    status: z.string().nullable().describe("The provider's word for its state."),
    isReady: z.boolean().describe('It can send WhatsApp messages now.'),
    note: z.string().nullable().describe('What is missing, or what is special about it.'),
    fields: z.record(z.string(), z.string()).describe('The sender fields that it needs, beside `phoneNumber`.'),
    usedBy: z.string().nullable().describe('The channel that has it as a sender already.'),
  })
  .meta({ id: 'AccountNumber' });

export const accountNumbers = z
  .object({ numbers: z.array(accountNumber) })
  .meta({ id: 'AccountNumbers', description: 'The business numbers that an account at a provider has.' });

export const numbersQuery = z.object({
  connectionId: z.string().optional().describe('Default: the active connection.'),
});

export const setConsent = z
  .strictObject({
    consent: z.enum(['opt_in', 'opt_out']).describe('What these people said.'),
    phoneNumbers: z.array(z.string().min(1).max(40)).min(1).max(100),
    senderId: z.string().optional().describe("Default: the channel's first."),
  })
  .meta({ id: 'SetConsent', example: { consent: 'opt_in', phoneNumbers: ['+15550100'] } });
