import { sidOf } from '../sids.ts';
import type { ContentSeed } from './content-book.ts';

/** The approved templates of a new account: reminder, order update and code, as the sandbox has them, and one with buttons. */
export function seedsOf(accountSid: string): ContentSeed[] {
  return SEEDS.map((seed) => ({ ...seed, sid: sidOf('HX', `${accountSid} ${seed.name}`), friendly_name: seed.name }));
}

const SEEDS: readonly Omit<ContentSeed, 'sid'>[] = [
  {
    name: 'appointment_reminder',
    category: 'UTILITY',
    language: 'en',
    variables: { 1: '12 May', 2: '3 pm' },
    types: {
      'twilio/text': {
        body: 'Your appointment is coming up on {{1}} at {{2}}. If you need to change it, please reply.',
      },
    },
  },
  {
    name: 'order_update',
    category: 'UTILITY',
    language: 'en',
    variables: { 1: 'A-1001', 2: '12 May' },
    types: { 'twilio/text': { body: 'Your order {{1}} has left our house and should be delivered on {{2}} by noon.' } },
  },
  {
    name: 'verification_code',
    category: 'AUTHENTICATION',
    language: 'en',
    variables: { 1: '493021' },
    types: {
      'whatsapp/authentication': {
        actions: [{ type: 'COPY_CODE', copy_code_text: 'Copy code' }],
        add_security_recommendation: true,
        code_expiration_minutes: 10,
      },
    },
  },
  {
    name: 'delivery_day',
    category: 'MARKETING',
    language: 'en',
    variables: { 1: 'Ana' },
    types: {
      'twilio/quick-reply': {
        body: 'Hello {{1}}, on which day may we come to you?',
        actions: [
          { type: 'QUICK_REPLY', title: 'Today', id: 'today' },
          { type: 'QUICK_REPLY', title: 'Tomorrow', id: 'tomorrow' },
        ],
      },
    },
  },
];
