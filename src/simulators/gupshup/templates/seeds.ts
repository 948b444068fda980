import type { TemplateDraft } from './template.ts';

/** Approved templates of a new account: one of each sort. */
export const SEEDED_TEMPLATES: readonly TemplateDraft[] = [
  {
    name: 'hello_world',
    language: 'en',
    category: 'UTILITY',
    kind: 'TEXT',
    body: 'Welcome! This message shows that sending templates works.',
    buttons: [],
  },
  {
    name: 'parcel_update',
    language: 'en',
    category: 'UTILITY',
    kind: 'TEXT',
    header: 'Parcel {{1}}',
    body: 'Hello {{1}}, parcel {{2}} arrives today.',
    footer: 'Simulated business',
    buttons: [{ kind: 'url', text: 'Track', url: 'https://shop.example/track/{{1}}' }],
  },
  {
    name: 'appointment_reminder',
    language: 'en',
    category: 'UTILITY',
    kind: 'TEXT',
    body: 'Hi {{1}}, we look forward to seeing you on {{2}} at our desk.',
    buttons: [
      { kind: 'quick_reply', text: 'Confirm' },
      { kind: 'quick_reply', text: 'Cancel' },
    ],
  },
  {
    name: 'autumn_offer',
    language: 'en',
    category: 'MARKETING',
    kind: 'IMAGE',
    body: 'Hello {{1}}, fifty new titles are in the shop this week.',
    footer: 'Simulated business',
    buttons: [{ kind: 'quick_reply', text: 'Stop promotions' }],
  },
  {
    name: 'sign_in_code',
    language: 'en',
    category: 'AUTHENTICATION',
    kind: 'TEXT',
    body: '{{1}} is your verification code.',
    buttons: [{ kind: 'otp', text: 'Copy code' }],
  },
];
