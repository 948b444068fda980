import { describePartner } from './stories.ts';

describePartner({
  provider: 'meta',
  listsTemplates: true,
  template: { content: { type: 'template', name: 'hello_world', language: 'en_US' }, shows: /sending templates works/ },
  quickReply: {
    content: {
      type: 'template',
      name: 'appointment_reminder',
      language: 'en',
      body: [
        { type: 'text', name: 'first_name', text: 'Edda' },
        { type: 'text', name: 'day', text: 'Friday' },
      ],
      buttons: [{ index: 0, type: 'quick_reply', payload: 'confirm-77' }],
    },
    title: 'Confirm',
    payload: 'confirm-77',
  },
  throttleCode: 130429,
  forgeries: [
    {
      what: 'a webhook without a signature',
      request: () => ({ body: '{"object":"whatsapp_business_account","entry":[]}' }),
      status: 401,
    },
    {
      what: 'a webhook with a wrong signature',
      request: () => ({ body: '{"entry":[]}', headers: { 'x-hub-signature-256': `sha256=${'0'.repeat(64)}` } }),
      status: 401,
    },
  ],
});
