import { describePartner } from './stories.ts';

const FORGED = JSON.stringify({
  incoming_message: [
    {
      ...{ message_id: 'wamid.FORGED', from: '919812300001', from_name: 'Nobody', received_at: '1781000000' },
      ...{ message_type: 'TEXT', text_type: { text: 'Hi' } },
    },
  ],
});
const headers = { 'content-type': 'application/json' };

describePartner({
  provider: 'netcore',
  listsTemplates: false,
  template: {
    content: {
      type: 'template',
      name: 'parcel_update',
      language: 'en',
      body: ['Dora', 'A-77'],
      buttons: [{ index: 0, type: 'url', text: 'A-77' }],
    },
    shows: /your parcel A-77 left us today/,
  },
  quickReply: {
    content: { type: 'template', name: 'appointment_reminder', language: 'en', body: ['Edda', 'Friday'] },
    title: 'Confirm',
    payload: 'Confirm',
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
