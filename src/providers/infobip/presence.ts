import type { PresenceFacet, PresenceTarget } from '../../domain/provider.ts';
import { isGood } from './answer.ts';
import type { Api } from './api.ts';
import { digitsOf, recipientOf } from './render.ts';

/** Typing is shown to a person, and marks what they wrote last as read; without it one message is marked. */
export function createPresence(api: Api): PresenceFacet {
  return {
    markRead: async (target) => {
      const sender = digitsOf(target.senderPhoneNumber ?? '');
      if (sender === '') return;
      const isShown = target.typing && (await showTyping(api, sender, target));
      if (!isShown) await markOneRead(api, sender, target);
    },
  };
}

/** https://www.infobip.com/docs/api/channels/whatsapp (`/whatsapp/1/events`, seen 2026-07) */
async function showTyping(api: Api, sender: string, { recipient = [], signal }: PresenceTarget): Promise<boolean> {
  if (recipient.length === 0) return false;
  const event = { sender, destinations: [{ to: recipientOf(recipient) }], content: { type: 'TYPING_INDICATOR' } };
  const { entityId, applicationId } = api.settings.platform;
  const platform = { ...(entityId && { entityId }), ...(applicationId && { applicationId }) };
  const options = Object.keys(platform).length > 0 ? { options: { platform } } : {};
  const json = { events: [{ ...event, ...options }] };
  const exchanged = await api.exchange({ method: 'POST', path: '/whatsapp/1/events', json, signal });
  return exchanged.ok && isGood(exchanged.answer);
}

async function markOneRead(api: Api, sender: string, { providerMessageId, signal }: PresenceTarget): Promise<void> {
  // Ids end with "=".
  const path = `/whatsapp/1/senders/${sender}/message/${encodeURIComponent(providerMessageId)}/read`;
  await api.exchange({ method: 'POST', path, signal });
}
