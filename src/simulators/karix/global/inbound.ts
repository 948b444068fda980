import type { MediaFile } from '../../kit/media.ts';
import { nextUid } from '../ids.ts';
import type { ProductInbound } from '../inbound.ts';
import { type MediaLibrary, OPEN_PATH } from '../media-library.ts';
import type { Outbox } from '../outbox.ts';
import { phoneOf } from '../phone-of.ts';
import { renderEvent } from './event.ts';
import { renderContent } from './inbound-message.ts';
import { createMessage } from './message.ts';
import type { MessageStore } from './message-store.ts';
import type { Webhooks } from './webhooks.ts';

export interface GlobalInboundOptions {
  library: MediaLibrary;
  outbox: Outbox;
  webhooks: Webhooks;
  store: MessageStore;
  /** Where the API is reached. */
  baseUrl(): string;
}

/** Events of the global API about what people do: to the webhook of the number, else to its callback. */
export function createGlobalInbound(options: GlobalInboundOptions): ProductInbound {
  const { library, outbox, webhooks, store, baseUrl } = options;
  return {
    acted({ number, person, entry, act, acknowledged }) {
      const { id: numberId, phoneNumber, credentials } = number;
      const keep = (file: MediaFile) => `${baseUrl()}${OPEN_PATH}${library.store(numberId, file)}`;
      const content = renderContent(act, keep);
      if (credentials.product !== 'global' || !content) return;
      const message = createMessage({
        uid: nextUid(),
        account_uid: credentials.accountUid,
        source: `+${phoneOf(person)}`,
        destination: `+${phoneNumber}`,
        direction: 'inbound',
        content,
        at: entry.at,
        whatsapp: { type: 'conversation', source_profile: { name: person.name } },
      });
      store.add(message);
      const url = webhooks.attachedTo(numberId)?.eventsUrl;
      outbox.tell({ number, event: renderEvent(message, number), url, personKey: person.id, acknowledged });
    },
  };
}
