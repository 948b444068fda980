import { z } from 'zod';
import { between, listOf, matching, object, oneOf, required, sized, url, whole } from '../schema-parts.ts';
import { writeAuthentication } from './authentication.ts';
import { CATEGORIES, variablesIn } from './template.ts';

const headerSchema = z
  .object(
    {
      format: oneOf(['TEXT', 'IMAGE', 'VIDEO', 'GIF', 'DOCUMENT', 'LOCATION']),
      text: sized(1, 60).optional(),
      example: z.string().optional(),
    },
    { error: 'must not be null' },
  )
  .superRefine(({ format, text, example }, context) => {
    const complain = (member: string, message: string) => context.addIssue({ code: 'custom', path: [member], message });
    if (format === 'TEXT' && !text?.trim()) complain('text', 'must not be blank');
    if (variablesIn(text).length > 1) complain('text', 'must have at most one placeholder');
    if (variablesIn(text).length === 1 && !example) complain('example', 'must not be blank');
    if (/IMAGE|VIDEO|GIF|DOCUMENT/.test(format) && !example) complain('example', 'must not be blank');
  });

const textBody = object({ text: sized(1, 1024), examples: z.array(z.string()).optional() }).superRefine(
  ({ text, examples = [] }, context) => {
    if (examples.length === variablesIn(text).length) return;
    context.addIssue({ code: 'custom', path: ['examples'], message: 'must have one example for each placeholder' });
  },
);

const text = sized(1, 25);
const button = z.discriminatedUnion(
  'type',
  [
    object({ type: z.literal('PHONE_NUMBER'), text, phoneNumber: required() }),
    object({ type: z.literal('URL'), text, url: url(), example: z.string().optional() }),
    object({ type: z.literal('QUICK_REPLY'), text }),
    object({ type: z.literal('COPY_CODE'), text: text.optional(), example: sized(1, 15) }),
    object({
      type: z.literal('FLOW'),
      text,
      flowId: required(),
      flowAction: oneOf(['NAVIGATE', 'DATA_EXCHANGE']).optional(),
      navigateScreen: z.string().optional(),
    }),
    object({ type: z.literal('CATALOG'), text: text.optional() }),
    object({ type: z.literal('MULTI_PRODUCT'), text: text.optional() }),
    object({ type: z.literal('ORDER_DETAILS'), variant: oneOf(['BRAZIL', 'INDIA']).optional() }),
    object({ type: z.literal('VOICE_CALL'), text, callValidityPeriod: between(1_440, 43_200).optional() }),
    object({ type: z.literal('REQUEST_CONTACT_INFO'), text: text.optional() }),
  ],
  { error: 'must be a known type' },
);

const MOST: Record<string, number> = { URL: 2, PHONE_NUMBER: 1, COPY_CODE: 1, FLOW: 1 };

const buttons = listOf(button, 1, 10).superRefine((list, context) => {
  const complain = (message: string) => context.addIssue({ code: 'custom', message });
  for (const [type, most] of Object.entries(MOST)) {
    if (list.filter((one) => one.type === type).length > most)
      complain(`number of ${type} buttons must be at most ${most}`);
  }
  const isReply = list.map(({ type }) => type === 'QUICK_REPLY');
  const turns = isReply.filter((is, place) => place > 0 && is !== isReply[place - 1]).length;
  if (turns > 1) complain('quick reply buttons must be grouped');
});

const card = object({ header: headerSchema, body: textBody, buttons: listOf(button, 1, 2) });

const usual = object({
  header: headerSchema.optional(),
  body: textBody,
  footer: object({ text: sized(1, 60) }).optional(),
  buttons: buttons.optional(),
  carousel: object({ cards: listOf(card, 1, 10) }).optional(),
  limitedTimeOffer: object({ text: sized(1, 16), hasExpiration: z.boolean().optional() }).optional(),
  callPermissionRequest: z.unknown().optional(),
  shorteningOptions: object({ customDomain: required() }).optional(),
});

const otpButton = z.discriminatedUnion(
  'otpType',
  [
    object({ otpType: z.literal('COPY_CODE'), text: text.optional() }),
    object({
      otpType: z.literal('ONE_TAP'),
      text: text.optional(),
      autofillText: text.optional(),
      packageName: required(),
      signatureHash: sized(11, 11),
    }),
  ],
  { error: 'must be a known type' },
);

const authentication = object({
  body: object({ addSecurityRecommendation: z.boolean().optional() }),
  footer: object({ codeExpirationMinutes: between(1, 90).optional() }),
  buttons: listOf(otpButton, 1, 1),
}).transform(writeAuthentication);
const validityPeriod = object({ amount: whole(), timeUnit: oneOf(['SECONDS', 'MINUTES']).optional() }).optional();

const platform = object({ entityId: sized(0, 255).optional(), applicationId: sized(0, 255).optional() }).optional();
const head = { name: matching(/^[a-z0-9_]{1,512}$/), language: matching(/^[a-z]{2,3}(_[A-Z]{2})?$/), platform };

/** A new template. */
export const newTemplate = z.discriminatedUnion(
  'category',
  [
    object({ ...head, category: z.enum(['MARKETING', 'UTILITY']), structure: usual }),
    object({ ...head, category: z.literal('AUTHENTICATION'), structure: authentication, validityPeriod }),
  ],
  { error: `must be one of ${CATEGORIES.join(', ')}` },
);

export const usualEdit = object({ category: oneOf(CATEGORIES).optional(), structure: usual.optional(), platform });
export const authenticationEdit = object({
  category: oneOf(CATEGORIES).optional(),
  structure: authentication.optional(),
  platform,
  validityPeriod,
});
export type TemplateEdit = z.output<typeof usualEdit> | z.output<typeof authenticationEdit>;
