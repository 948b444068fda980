import type { RawContent } from '../../domain/content.ts';
import type { SendFailure } from '../../domain/failure.ts';
import type { OutboundMessage } from '../../domain/provider.ts';
import { renderContent } from '../kit/cloud/render-content.ts';
import type { ContentBody } from '../kit/cloud/wire.ts';
import { withoutUndefined } from '../kit/json.ts';
import type { SendBody } from './wire.ts';

export type Rendered = { ok: true; body: SendBody } | { ok: false; failure: SendFailure };

/** The request body for a message, or why Meta has no way to say it. Limits were checked before. */
export function renderMessage(message: OutboundMessage): Rendered {
  const address = renderRecipient(message);
  if (address === undefined) return invalid('The recipient has neither a phone number nor a business-scoped user id.');
  const content = renderSaid(message);
  if (typeof content === 'string') return invalid(content);
  return {
    ok: true,
    body: withoutUndefined({
      // First, so that a raw payload cannot turn the message to somebody else.
      ...content,
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      ...address,
      context: renderContext(message) ?? content.context,
      biz_opaque_callback_data: message.attemptId,
      // `context` is the payload's own affair where the message is raw.
    }) as SendBody,
  };
}

/** Some templates need the phone number, so it goes first. Without the plus Meta might add the business's own country code. */
function renderRecipient({ recipient }: OutboundMessage): { to: string } | { recipient: string } | undefined {
  const phone = recipient.find(({ kind }) => kind === 'phone');
  if (phone !== undefined) return { to: `+${phone.value.replace(/\D/g, '')}` };
  const user =
    recipient.find(({ kind }) => kind === 'user_id') ?? recipient.find(({ kind }) => kind === 'parent_user_id');
  return user && { recipient: user.value };
}

/** A reaction names its message itself; Meta refuses a quote beside it. */
function renderContext({ content, replyToProviderId }: OutboundMessage): { message_id: string } | undefined {
  if (replyToProviderId === undefined || content.type === 'reaction') return undefined;
  return { message_id: replyToProviderId };
}

/** A text says why it cannot be rendered. */
function renderSaid(message: OutboundMessage): ContentBody | string {
  const { content } = message;
  return content.type === 'raw' ? renderRaw(content) : renderContent(content, message.targetProviderId);
}

function renderRaw({ provider, payload }: RawContent): ContentBody | string {
  if (provider !== 'meta') return `A raw message for ${provider} cannot be sent by Meta.`;
  const { to: _to, recipient: _recipient, ...said } = payload;
  return { type: 'text', ...said };
}

function invalid(message: string): Rendered {
  return { ok: false, failure: { kind: 'message_invalid', message } };
}
