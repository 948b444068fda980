import type { ChatEntry } from '../../kit/chats.ts';
import type { MediaFile } from '../../kit/media.ts';
import type { World } from '../../kit/world.ts';
import type { KarixNumber } from '../account.ts';
import { nextWhatsAppId } from '../ids.ts';
import type { ProductInbound } from '../inbound.ts';
import { type MediaLibrary, PROTECTED_PATH } from '../media-library.ts';
import type { Outbox } from '../outbox.ts';
import { phoneOf } from '../phone-of.ts';
import { renderInbound } from './inbound-event.ts';
import { renderAct, renderReaction } from './render-act.ts';

export interface RcmInboundOptions {
  world: World;
  library: MediaLibrary;
  outbox: Outbox;
  /** Where the API is reached. */
  baseUrl(): string;
}

/** Events of the RCM API about what people do. */
export function createRcmInbound({ world, library, outbox, baseUrl }: RcmInboundOptions): ProductInbound {
  const whatsAppIds = new Map<string, string>();

  /** The id by which a message is referred to. WhatsApp's id of one by the business stands nowhere else. */
  const referenceTo = ({ id, direction }: ChatEntry, { phoneNumber, webhookForm }: KarixNumber): string => {
    if (direction === 'from_person' || webhookForm.contextId === 'mid') return id;
    const known = whatsAppIds.get(id) ?? nextWhatsAppId(phoneNumber);
    whatsAppIds.set(id, known);
    return known;
  };

  return {
    acted({ number, person, entry, act, acknowledged }) {
      const { id, at, replyTo = '' } = entry;
      const of = world.chats.open(number.id, person.id).get(replyTo);
      const keep = (file: MediaFile) => `${baseUrl()}${PROTECTED_PATH}${library.store(number.id, file)}`;
      const event = renderInbound({
        number,
        from: phoneOf(person),
        person,
        id,
        at,
        contextId: of && referenceTo(of, number),
        act: renderAct(act, { form: number.webhookForm, keep }),
      });
      outbox.tell({ number, event, personKey: person.id, acknowledged });
    },
    changed(number, person, change) {
      if (change.kind !== 'reaction') return;
      const from = phoneOf(person);
      const act = renderReaction(referenceTo(change.of, number), change.emoji);
      const at = world.clock.now();
      const event = renderInbound({ number, from, person, id: nextWhatsAppId(from), at, act });
      outbox.tell({ number, event, personKey: person.id });
    },
  };
}
