import { z } from 'zod';
import { conversation } from './conversation.ts';
import { pageOf, pageQuery, timestamp } from './page.ts';

const contactFields = {
  id: z.string(),
  channelId: z.string(),
  name: z.string().nullable(),
  username: z.string().nullable(),
  identifiers: z
    .array(
      z.object({
        kind: z.enum(['phone', 'user_id', 'parent_user_id', 'provider_ref', 'group']),
        value: z.string().describe('As the provider gave it.'),
      }),
    )
    .describe('Newest first.'),
  marketingOptedOutAt: timestamp
    .nullable()
    .describe('Since when this person wants no marketing; marketing messages to them fail unsent.'),
  mergedInto: z.string().nullable().describe('Who this person turned out to be.'),
  createdAt: timestamp,
};

const contactSummary = z.object(contactFields).meta({ id: 'ContactSummary' });

export const contactPage = pageOf('ContactPage', contactSummary);

export const contactDetail = z
  .object({
    ...contactFields,
    conversations: z.array(conversation).describe('Also those of contacts that turned out to be the same person.'),
    merged: z.array(z.string()).describe('Contacts that were merged into this one.'),
  })
  .meta({ id: 'ContactDetail' });

export const contactQuery = pageQuery.extend({
  channelId: z.string().optional(),
  query: z.string().trim().min(1).max(200).optional().describe('Part of a name, username, user id or phone number.'),
});

export const updateContact = z
  .strictObject({
    marketing: z.enum(['stop', 'resume']).describe('What the person told somebody about marketing messages.'),
  })
  .meta({ id: 'UpdateContact', example: { marketing: 'stop' } });
