import { describePartner } from './stories.ts';

const headers = { 'content-type': 'application/json' };
const FORGED = JSON.stringify({
  ...{ app: 'Shop', timestamp: 1_781_000_000_000, version: 2, type: 'message' },
  payload: {
    ...{ id: 'ABEGforged', source: '919812300001', type: 'text', payload: { text: 'Hi' } },
    sender: { phone: '919812300001', name: 'Nobody' },
  },
});

describePartner({
  provider: 'gupshup',
  product: 'self_serve',
  listsTemplates: true,
  keepsSilent: true,
  template: {
    content: {
      ...{ type: 'template', name: 'appointment_reminder', language: 'en', body: ['Dora', 'Friday'] },
    },
    shows: /Hi Dora, we look forward to seeing you on Friday/,
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
