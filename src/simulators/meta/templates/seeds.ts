import type { TemplateDraft } from './template.ts';

/** An example handle as the resumable upload gives it. */
const PICTURE = { header_handle: ['4:c2VlZC5qcGc=:aW1hZ2UvanBlZw==:AR'] };

/** Approved templates of a new business account: one of each sort. `hello_world` is what every test number has. */
export const SEEDED_TEMPLATES: readonly TemplateDraft[] = [
  {
    name: 'hello_world',
    language: 'en_US',
    category: 'UTILITY',
    parameterFormat: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Hello World' },
      { type: 'BODY', text: 'Welcome! This message shows that sending templates works.' },
      { type: 'FOOTER', text: 'Simulated business' },
    ],
  },
  {
    name: 'order_shipped',
    language: 'en',
    category: 'UTILITY',
    parameterFormat: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'TEXT', text: 'Order {{1}}', example: { header_text: ['A-118'] } },
      {
        type: 'BODY',
        text: 'Hello {{1}}, your parcel left us today and should be with you by {{2}}. Thank you!',
        example: { body_text: [['Inés', 'Friday']] },
      },
      { type: 'FOOTER', text: 'Simulated business' },
      {
        type: 'BUTTONS',
        buttons: [
          {
            type: 'URL',
            text: 'Track',
            url: 'https://shop.example/track/{{1}}',
            example: ['https://shop.example/track/A-118'],
          },
          { type: 'PHONE_NUMBER', text: 'Call us', phone_number: '+15550009999' },
        ],
      },
    ],
  },
  {
    name: 'appointment_reminder',
    language: 'en',
    category: 'UTILITY',
    parameterFormat: 'NAMED',
    components: [
      {
        type: 'BODY',
        text: 'Hi {{first_name}}, we look forward to seeing you on {{day}} at our desk.',
        example: {
          body_text_named_params: [
            { param_name: 'first_name', example: 'Inés' },
            { param_name: 'day', example: 'Friday' },
          ],
        },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Confirm' },
          { type: 'QUICK_REPLY', text: 'Cancel' },
        ],
      },
    ],
  },
  {
    name: 'autumn_offer',
    language: 'en',
    category: 'MARKETING',
    parameterFormat: 'POSITIONAL',
    components: [
      { type: 'HEADER', format: 'IMAGE', example: PICTURE },
      {
        type: 'BODY',
        text: 'Hello {{1}}, fifty new titles are in the shop this week. Shall we put something aside for you?',
        example: { body_text: [['Inés']] },
      },
      {
        type: 'BUTTONS',
        buttons: [
          { type: 'QUICK_REPLY', text: 'Yes, please' },
          { type: 'QUICK_REPLY', text: 'Stop promotions' },
        ],
      },
    ],
  },
  {
    name: 'three_picks',
    language: 'en',
    category: 'MARKETING',
    parameterFormat: 'POSITIONAL',
    components: [
      { type: 'BODY', text: 'Three picks for {{1}}, chosen by our staff:', example: { body_text: [['Inés']] } },
      { type: 'CAROUSEL', cards: [card('Tide tables'), card('Knots and bends'), card('Harbour walks')] },
    ],
  },
  {
    name: 'sign_in_code',
    language: 'en',
    category: 'AUTHENTICATION',
    parameterFormat: 'POSITIONAL',
    components: [
      { type: 'BODY', add_security_recommendation: true },
      { type: 'FOOTER', code_expiration_minutes: 5 },
      { type: 'BUTTONS', buttons: [{ type: 'OTP', otp_type: 'COPY_CODE', text: 'Copy code' }] },
    ],
  },
];

function card(text: string): { components: TemplateDraft['components'] } {
  return {
    components: [
      { type: 'HEADER', format: 'IMAGE', example: PICTURE },
      { type: 'BODY', text },
      { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY', text: 'I like it' }] },
    ],
  };
}
