import type { TemplateDraft } from '../../src/domain/template.ts';

const common = { language: 'en', category: 'UTILITY', parameterFormat: 'positional' } as const;
const body = { text: 'Hello {{1}}, your order {{2}} is ready at the shop.', examples: { '1': 'Ana', '2': 'A-1001' } };

/** A template of every kind that an operator can write with our form. */
export const drafts: readonly TemplateDraft[] = [
  { ...common, name: 'check_text', body },
  { ...common, name: 'check_footer', header: { format: 'text', text: 'Ready' }, body, footer: 'The corner shop' },
  {
    ...common,
    name: 'check_variable_header',
    header: { format: 'text', text: 'Order {{1}}', examples: { '1': 'A-1001' } },
    body,
  },
  { ...common, name: 'check_image', header: { format: 'image', exampleUrl: 'https://cdn.example/a.jpg' }, body },
  {
    ...common,
    name: 'check_replies',
    body,
    buttons: [
      { type: 'quick_reply', text: 'Thanks' },
      { type: 'quick_reply', text: 'Call me' },
    ],
  },
  {
    ...common,
    name: 'check_actions',
    body,
    buttons: [
      { type: 'url', text: 'Track', url: 'https://shop.example/track/{{1}}', example: 'https://shop.example/track/1' },
      { type: 'phone_number', text: 'Call us', phoneNumber: '+15550109999' },
    ],
  },
];
