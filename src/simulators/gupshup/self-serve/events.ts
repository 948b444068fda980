import type { OrderedFailure } from '../../kit/answer-fault.ts';
import type { Person } from '../../kit/people.ts';
import type { World } from '../../kit/world.ts';
import type { SelfServeNumber } from '../account.ts';
import type { Mode } from '../conditions.ts';
import type { GupshupIds } from '../ids.ts';
import type { Outbox } from '../outbox.ts';
import type { Payment } from '../payment.ts';
import type { Underway } from '../sending.ts';
import type { Template } from '../templates/template.ts';
import { renderEventV2, renderFailureV2 } from './event-v2.ts';
import { renderFailureV3, renderPaymentV3, renderStatusV3 } from './event-v3.ts';
import type { EventStatus } from './happening.ts';
import { lineOf } from './person-view.ts';
import { wrapV2 } from './render-v2.ts';
import { wrapV3 } from './render-v3.ts';

export interface EventParts {
  world: World;
  outbox: Outbox;
  ids: GupshupIds;
}

/** What an app is told beside people's messages. */
export interface SelfServeEvents {
  status(number: SelfServeNumber, message: Underway, status: EventStatus, failure?: OrderedFailure): void;
  payment(number: SelfServeNumber, person: Person, orderId: string, payment: Payment): void;
  user(number: SelfServeNumber, phone: string, type: 'opted-in' | 'opted-out' | 'sandbox-start'): void;
  template(number: SelfServeNumber, template: Template, what: 'status' | 'category'): void;
  /** What is posted when a subscription is saved. */
  subscribed(number: SelfServeNumber): void;
  /** Any callback whose mode the app subscribed to. */
  post(number: SelfServeNumber, callback: { mode: Mode; body: object; line: string; acknowledged?: () => void }): void;
}

export function createEvents({ world, outbox, ids }: EventParts): SelfServeEvents {
  const { clock } = world;

  const post: SelfServeEvents['post'] = (number, { mode, body, line, acknowledged }) => {
    if (!number.conditions.modes.includes(mode)) return;
    const contentType = 'application/json' as const;
    outbox.send({ number, contentType, body: JSON.stringify(body), line, ...(acknowledged && { acknowledged }) });
  };

  const wrap = (number: SelfServeNumber, type: string, payload: object) => wrapV2(number, type, payload, clock.now());

  return {
    post,
    status(number, message, status, failure) {
      const { version, withoutMetadata } = number.conditions;
      const happening = { number, message, status, at: clock.now(), otherId: ids.uuid() };
      const mode = {
        enqueued: 'ENQUEUED',
        sent: 'SENT',
        delivered: 'DELIVERED',
        read: 'READ',
        failed: 'FAILED',
      } as const;
      const line = message.outgoing.address.value;
      if (version === 2) {
        const payload = failure ? renderFailureV2(happening, failure) : renderEventV2(happening);
        return post(number, { mode: mode[status], body: wrapV2(number, 'message-event', payload, happening.at), line });
      }
      const element = failure ? renderFailureV3(happening, failure) : renderStatusV3(happening);
      const metadata = status !== 'enqueued' && !withoutMetadata;
      post(number, { mode: mode[status], body: wrapV3(number, { statuses: [element] }, { metadata }), line });
    },
    payment(number, person, orderId, payment) {
      const element = renderPaymentV3({ number, person, orderId, at: clock.now() }, payment);
      const body = wrapV3(number, { statuses: [element] }, { metadata: true });
      post(number, { mode: 'MESSAGE', body, line: lineOf(person) });
    },
    user(number, phone, type) {
      post(number, { mode: 'OTHERS', body: wrap(number, 'user-event', { phone, type }), line: phone });
    },
    template(number, { uuid, name, language, status, category, reason }, what) {
      const change = what === 'status' ? { status } : { category };
      const payload = {
        id: uuid,
        type: `${what}-update`,
        ...change,
        elementName: name,
        languageCode: language,
        ...(reason && { rejectedReason: reason }),
      };
      post(number, { mode: 'TEMPLATE', body: wrap(number, 'template-event', payload), line: 'templates' });
    },
    subscribed(number) {
      const body = wrapV3(number, { statuses: [{ type: 'set-callback' }] }, { metadata: false });
      if (number.conditions.version === 3) post(number, { mode: 'OTHERS', body, line: 'subscription' });
    },
  };
}
