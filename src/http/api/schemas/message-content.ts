import { z } from 'zod';
import { outboundOnlyContents, sharedContents } from './outbound-content.ts';

const receivedMedia = z
  .looseObject({
    type: z.enum(['image', 'video', 'audio', 'voice', 'document', 'sticker']),
    media: z.looseObject({
      id: z.string(),
      url: z.string().optional().describe('Our signed address; absent until our copy is there.'),
      mimeType: z.string(),
      fileName: z.string().optional(),
      sizeBytes: z.number().optional(),
      sha256: z.string().optional(),
      state: z.enum(['pending', 'ready', 'failed']),
    }),
    caption: z.string().optional(),
  })
  .meta({ id: 'ReceivedMediaContent' });

const receivedReaction = z
  .looseObject({
    type: z.literal('reaction'),
    messageId: z.string().optional().describe('Our id of the message reacted to.'),
    providerMessageId: z.string().optional().describe("The provider's id, where that message is not known here."),
    emoji: z.string().describe('Empty: the reaction is removed.'),
  })
  .meta({ id: 'ReceivedReactionContent' });

const choiceReply = z
  .looseObject({
    type: z.enum(['button_reply', 'list_reply']),
    id: z.string(),
    title: z.string(),
    description: z.string().optional(),
  })
  .meta({ id: 'ChoiceReplyContent' });

const templateReply = z
  .looseObject({ type: z.literal('template_reply'), text: z.string(), payload: z.string() })
  .meta({ id: 'TemplateReplyContent' });

const providerSpecific = z
  .looseObject({
    type: z.enum(['flow_reply', 'order', 'payment', 'call', 'system', 'edit', 'revoke']),
    provider: z.record(z.string(), z.unknown()).describe('What the provider said.'),
  })
  .meta({ id: 'ProviderSpecificContent' });

const unsupported = z
  .looseObject({
    type: z.literal('unsupported'),
    kind: z.string(),
    reason: z.string().optional(),
    provider: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'UnsupportedContent' });

/** Content of a stored message of either direction. Received media stand first: they ask for more than media to be sent. */
export const messageContent = z
  .union([
    receivedMedia,
    receivedReaction,
    choiceReply,
    templateReply,
    providerSpecific,
    unsupported,
    ...sharedContents,
    ...outboundOnlyContents,
  ])
  .meta({ id: 'MessageContent' });

export type MessageContentBody = z.output<typeof messageContent>;
