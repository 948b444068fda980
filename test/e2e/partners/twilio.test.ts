import { describePartner } from './stories.ts';

const FORGED = new URLSearchParams({
  MessageSid: 'SM11112222333344445555666677778888',
  From: 'whatsapp:+15550100001',
  To: 'whatsapp:+15550300001',
  Body: 'Hi',
  NumMedia: '0',
});

describePartner({
  provider: 'twilio',
  listsTemplates: true,
  template: {
    content: { type: 'template', name: 'order_update', language: 'en', body: ['A-77', '12 May'] },
    shows: /Your order A-77 has left our house/,
  },
  quickReply: {
    content: { type: 'template', name: 'delivery_day', language: 'en', body: ['Edda'] },
    title: 'Tomorrow',
    payload: 'tomorrow',
  },
  throttleCode: 20429,
  forgeries: [
    { what: 'a webhook without a signature', request: () => ({ body: FORGED }), status: 400 },
    {
      what: 'a webhook with a wrong signature',
      request: () => ({ body: FORGED, headers: { 'x-twilio-signature': 'QUJDREVGR0hJSktMTU5PUFFSU1Q=' } }),
      status: 403,
    },
  ],
});
