import { describePartner } from './stories.ts';

const FORGED = JSON.stringify({
  results: [
    {
      ...{
        from: '15550100001',
        to: '15550300001',
        integrationType: 'WHATSAPP',
        receivedAt: '2026-06-09T10:00:00.000+0000',
      },
      ...{ messageId: 'ABEGforged', message: { type: 'TEXT', text: 'Hi' }, contact: { name: 'Nobody' } },
    },
  ],
  ...{ messageCount: 1, pendingMessageCount: 0 },
});
const headers = { 'content-type': 'application/json' };

describePartner({
  provider: 'infobip',
  listsTemplates: true,
  template: {
    content: {
      type: 'template',
      name: 'order_ready',
      language: 'en_GB',
      header: { type: 'text', text: 'A-77' },
      body: ['Dora', 'A-77'],
      buttons: [{ index: 1, type: 'url', text: 'A-77' }],
    },
    shows: /your order A-77 is ready/,
  },
  quickReply: {
    content: {
      type: 'template',
      name: 'order_ready',
      language: 'en_GB',
      header: { type: 'text', text: 'A-78' },
      body: ['Edda', 'A-78'],
      buttons: [
        { index: 0, type: 'quick_reply', payload: 'coming-78' },
        { index: 1, type: 'url', text: 'A-78' },
      ],
    },
    title: 'I am coming',
    payload: 'coming-78',
  },
  forgeries: [
    { what: 'a webhook without the secret header', request: () => ({ body: FORGED, headers }), status: 401 },
    {
      what: 'a webhook with a wrong secret',
      request: () => ({ body: FORGED, headers: { ...headers, 'x-hook-secret': 'tall-lanterns' } }),
      status: 401,
    },
  ],
  guardSettings: { webhookHeader: 'X-Hook-Secret', webhookSecret: 'tall-lantern-of-the-harbour' },
});
