import { writeAuthentication } from './authentication.ts';
import type { TemplateCard, TemplateDraft } from './template.ts';

const PICTURE = 'https://shop.example/picture.jpg';

/** Approved templates of a new account: one of each sort, so that a first try works. */
export const SEEDED_TEMPLATES: readonly TemplateDraft[] = [
  {
    name: 'welcome_message',
    language: 'en',
    category: 'UTILITY',
    structure: {
      header: { format: 'TEXT', text: 'Welcome' },
      body: { text: 'This message shows that sending templates works.' },
      footer: { text: 'Simulated business' },
    },
  },
  {
    name: 'order_ready',
    language: 'en_GB',
    category: 'UTILITY',
    structure: {
      header: { format: 'TEXT', text: 'Order {{1}}', example: 'A-118' },
      body: { text: 'Hello {{1}}, your order {{2}} is ready for collection.', examples: ['Mina', 'A-118'] },
      footer: { text: 'Simulated business' },
      buttons: [
        { type: 'QUICK_REPLY', text: 'I am coming' },
        { type: 'URL', text: 'Track', url: 'https://shop.example/{{1}}', example: 'track/A-118' },
      ],
    },
  },
  {
    name: 'new_arrivals',
    language: 'en',
    category: 'MARKETING',
    structure: {
      header: { format: 'IMAGE', example: PICTURE },
      body: { text: 'Hello {{1}}, fifty new titles are in the shop.', examples: ['Mina'] },
      buttons: [
        { type: 'QUICK_REPLY', text: 'Show me' },
        { type: 'QUICK_REPLY', text: 'No, thanks' },
      ],
    },
  },
  {
    name: 'price_list',
    language: 'en',
    category: 'UTILITY',
    structure: {
      header: { format: 'DOCUMENT', example: 'https://shop.example/prices.pdf' },
      body: { text: 'Here is the price list you asked for.' },
    },
  },
  {
    name: 'two_picks',
    language: 'en',
    category: 'MARKETING',
    structure: {
      body: { text: 'Two picks for {{1}}:', examples: ['Mina'] },
      carousel: { cards: [card('Tide tables'), card('Knots and bends')] },
    },
  },
  {
    name: 'sign_in_code',
    language: 'en',
    category: 'AUTHENTICATION',
    structure: writeAuthentication({
      body: { addSecurityRecommendation: true },
      footer: { codeExpirationMinutes: 5 },
      buttons: [{ otpType: 'COPY_CODE' }],
    }),
  },
];

function card(text: string): TemplateCard {
  return {
    header: { format: 'IMAGE', example: PICTURE },
    body: { text },
    buttons: [{ type: 'QUICK_REPLY', text: 'I like it' }],
  };
}
