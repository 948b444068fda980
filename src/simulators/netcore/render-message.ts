import type { Person } from '../kit/people.ts';
import type { NetcoreNumber } from './account.ts';
import type { RenderedAct } from './render-act.ts';
import { renderTime } from './times.ts';
import type { WebhookForm } from './webhook-form.ts';

export interface InboundMessage {
  number: NetcoreNumber;
  person: Person;
  /** Digits. */
  from: string;
  /** WhatsApp's id. */
  id: string;
  /** Epoch ms. */
  at: number;
  /** Of the message that this one answers, if it does. */
  context: { ncmessage_id: string; message_id: string; 'x-apiheader': string } | undefined;
  act: RenderedAct;
}

/** An element of `incoming_message`, in the form that the number has. */
export function renderMessage({ number, person, from, id, at, context, act }: InboundMessage): object {
  const { phoneNumber, webhookForm: form } = number;
  const type = renderType(act.type, form.typeCase);
  return {
    message_id: id,
    from,
    ...(form.hasTo && { to: phoneNumber }),
    ...(form.hasName && { from_name: person.name }),
    received_at: renderTime(at, form.receivedAt),
    ...(context ? { context } : renderNoContext(form.context)),
    ...(type !== undefined && { message_type: type }),
    ...act.block,
  };
}

function renderNoContext(form: WebhookForm['context']): object {
  if (form === 'absent') return {};
  const nothing = form === 'empty' ? '' : null;
  return { context: { ncmessage_id: nothing, message_id: nothing, 'x-apiheader': nothing } };
}

function renderType(type: string, form: WebhookForm['typeCase']): string | undefined {
  switch (form) {
    case 'captured':
      return type;
    case 'upper':
      return type.toUpperCase();
    case 'lower':
      return type.toLowerCase();
    case 'absent':
      return undefined;
  }
}
