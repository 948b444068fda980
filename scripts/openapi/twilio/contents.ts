import type { Json } from '../json.ts';

const media = ['https://cdn.example/{{1}}.jpg'];
const reply = { type: 'QUICK_REPLY', title: 'Thanks', id: 'thanks' };
const link = { type: 'URL', title: 'Open', url: 'https://shop.example/{{1}}' };
const call = { type: 'PHONE_NUMBER', title: 'Call', phone: '+15550109999' };
const body = 'Dear {{1}}, your order is ready for you.';

/** The `types` of a content of every kind that the simulator knows. */
export const contents: readonly Json[] = [
  { 'twilio/text': { body } },
  { 'twilio/media': { body, media } },
  { 'twilio/location': { latitude: 45.8, longitude: 15.9, label: 'Shop', address: 'Ilica 1', id: 'shop' } },
  { 'twilio/list-picker': { body, button: 'Choose', items: [{ id: 'zg', item: 'Zagreb', description: 'Ilica 1' }] } },
  { 'twilio/quick-reply': { body, actions: [reply] } },
  { 'twilio/call-to-action': { body, actions: [link, call] } },
  { 'twilio/card': { title: body, subtitle: 'The corner shop', media, actions: [reply, link] } },
  { 'whatsapp/card': { body, footer: 'The corner shop', header_text: 'Ready', actions: [reply, link, call] } },
  {
    'whatsapp/authentication': {
      add_security_recommendation: true,
      code_expiration_minutes: 10,
      actions: [{ type: 'COPY_CODE', copy_code_text: 'Copy' }],
    },
  },
  {
    'twilio/carousel': {
      body,
      cards: [1, 2].map((n) => ({ title: `No. ${n}`, body: 'Blue', media: media[0], actions: [reply, link] })),
    },
  },
  {
    'twilio/catalog': {
      ...{ title: 'Bikes', body, subtitle: 'New', id: '200000000000001' },
      items: [{ id: 'B-1', section_title: 'All' }],
    },
  },
  { 'whatsapp/flows': { body, button_text: 'Start', flow_id: '512200887733449', flow_first_page_id: 'WELCOME' } },
  { 'twilio/schedule': { id: 's', title: 'When?', timeSlots: '10:00' } },
];
