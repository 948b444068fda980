import type { Call } from '../caller.ts';
import { HOST, NUMBER, PERSON } from './business.ts';

const body = { text: 'Dear Mina' };
const picture = { type: 'IMAGE', url: 'https://cdn.example/a.jpg' };
const amount = (value: number) => ({ value });

/** Messages that people will answer, and kinds that our client has no content for. The id of each is its kind. */
const KINDS: Readonly<Record<string, object | undefined>> = {
  'interactive/buttons': { body, footer: body, action: { buttons: [{ type: 'REPLY', id: 'a', title: 'A' }] } },
  'interactive/list': {
    body,
    action: { title: 'Choose', sections: [{ rows: [{ id: 'r', title: 'R', description: 'The first' }] }] },
  },
  'interactive/flow': {
    body,
    action: {
      ...{ flowToken: 't', flowId: '1', callToActionButton: 'Go' },
      flowActionPayload: { screen: 'S' },
    },
  },
  'interactive/media-carousel': {
    body,
    action: {
      type: 'URL',
      cards: [1, 2].map(() => ({ header: picture, body, button: { displayText: 'Go', url: 'https://a.example' } })),
    },
  },
  'interactive/order-details': {
    body,
    action: {
      payment: { type: 'UPI_LINK', id: 'p1', paymentLink: 'https://pay.example/p1' },
      ...{ orderCurrency: 'INR', orderType: 'DIGITAL_GOODS', totalAmount: amount(10) },
      order: {
        catalogId: 'c',
        items: [{ retailerId: 'r', name: 'Lamp', amount: amount(10), quantity: 1 }],
        ...{ subtotal: amount(10), tax: amount(0) },
      },
    },
  },
  'interactive/order-status': { body, action: { payment: { type: 'UPI_LINK', id: 'p1' }, status: 'SHIPPED' } },
  'interactive/call-permission-request': undefined,
  'interactive/in-thread-authentication-request': undefined,
  'interactive/request-contact-info': { body },
  'interactive/voice-button': { body, action: { buttonDisplayText: 'Call' } },
};

export async function sendKinds(call: Call): Promise<void> {
  for (const [kind, content] of Object.entries(KINDS)) {
    const message = { from: NUMBER, to: PERSON, messageId: kind, ...(content && { content }) };
    await call('POST', `https://${HOST}/whatsapp/1/message/${kind}`, message);
  }
  const templateData = {
    ...{ body: { placeholders: ['Mina', 'A-118'] }, header: { type: 'TEXT', placeholder: 'A-118' } },
    buttons: [
      { type: 'QUICK_REPLY', parameter: 'coming' },
      { type: 'URL', parameter: 'track/A-118' },
    ],
  };
  const content = { templateName: 'order_ready', language: 'en_GB', templateData };
  const message = { from: NUMBER, to: PERSON, messageId: 'template', content };
  await call('POST', `https://${HOST}/whatsapp/1/message/template`, { messages: [message] });
}
