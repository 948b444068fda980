import { describePartner } from './stories.ts';

const FORGED = {
  body: new URLSearchParams({
    mobile: '919812300001',
    name: 'Nobody',
    type: 'text',
    text: 'Hi',
    messageId: '1',
    timestamp: '1781000000000',
  }),
};

describePartner({
  provider: 'gupshup',
  listsTemplates: true,
  template: {
    content: {
      type: 'template',
      name: 'parcel_update',
      language: 'en',
      header: { type: 'text', text: 'A-77' },
      body: ['Asha', 'A-77'],
      buttons: [{ index: 0, type: 'url', text: 'A-77' }],
    },
    shows: /parcel A-77 arrives today/,
  },
  quickReply: {
    content: { type: 'template', name: 'appointment_reminder', language: 'en', body: ['Edda', 'Friday'] },
    title: 'Confirm',
    payload: 'Confirm',
  },
  forgeries: [
    { what: 'a webhook without the secret header', request: () => FORGED, status: 401 },
    {
      what: 'a webhook with a wrong secret',
      request: () => ({ ...FORGED, headers: { 'x-hook-secret': 'tall-lanterns' } }),
      status: 401,
    },
  ],
  guardSettings: { webhookHeader: 'X-Hook-Secret', webhookSecret: 'tall-lantern-of-the-harbour' },
});
