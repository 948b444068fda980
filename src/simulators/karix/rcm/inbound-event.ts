import type { Person } from '../../kit/people.ts';
import type { KarixNumber } from '../account.ts';
import type { WebhookForm } from '../webhook-form.ts';
import { renderDate } from './delivery-event.ts';
import type { RenderedAct } from './render-act.ts';

export interface InboundMessage {
  number: KarixNumber;
  /** Digits. */
  from: string;
  person: Person;
  /** WhatsApp's id. */
  id: string;
  /** Epoch ms. */
  at: number;
  /** Id of the message that it answers. */
  contextId?: string | undefined;
  act: RenderedAct;
}

/** The event of a person's message: its time is in seconds, unlike that of delivery events. */
export function renderInbound({ number, from, person, id, at, contextId, act }: InboundMessage): object {
  return {
    channel: 'WABA',
    appDetails: { type: 'LIVE' },
    recipient: {},
    events: { eventType: 'User initiated', timestamp: String(Math.floor(at / 1000)), date: renderDate(at) },
    eventContent: {
      message: {
        from,
        to: number.phoneNumber,
        id,
        ...renderTypes(act.type, number.webhookForm.typeCase),
        profileName: person.name,
        ...(contextId && { context: { id: contextId } }),
        ...act.members,
      },
    },
    aCode: number.displayName,
  };
}

function renderTypes(captured: string, form: WebhookForm['typeCase']): object {
  if (form === 'absent') return {};
  const upper = captured.toUpperCase();
  const type = { captured, upper, lower: captured.toLowerCase() }[form];
  return { contentType: type, messageType: type };
}
