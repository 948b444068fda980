import { describePartner } from './stories.ts';

const FORGED = JSON.stringify({
  channel: 'WABA',
  appDetails: { type: 'LIVE' },
  events: { eventType: 'User initiated', timestamp: '1781689011', date: '2026-06-17' },
  eventContent: {
    message: {
      ...{ from: '919812300001', to: '15550300001', id: 'wamid.FORGED', contentType: 'text' },
      text: { body: 'Hi' },
    },
  },
});
const headers = { 'content-type': 'application/json' };

describePartner({
  provider: 'karix',
  listsTemplates: false,
  template: {
    content: { type: 'template', name: 'parcel_update', language: 'en', body: ['Dora', 'A-77'] },
    shows: /your parcel A-77 left us today/,
  },
  quickReply: {
    content: {
      type: 'template',
      name: 'appointment_reminder',
      language: 'en',
      header: { type: 'text', text: 'A-78' },
      body: ['Edda', 'Friday'],
      buttons: [{ index: 0, type: 'quick_reply', payload: 'confirm-78' }],
    },
    title: 'Confirm',
    payload: 'confirm-78',
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
