import { z } from 'zod';
import { mediaSchema, text } from '../schema-parts.ts';

const lower = z.string().transform((value) => value.toLowerCase());
const index = z
  .union([z.string().regex(/^\d$/), z.number().int().min(0).max(9)])
  .transform(Number)
  .optional();

const parameter = z.looseObject({
  type: lower,
  parameter_name: z.string().optional(),
  text: z.string().optional(),
  image: mediaSchema([]).optional(),
  video: mediaSchema([]).optional(),
  gif: mediaSchema([]).optional(),
  document: mediaSchema(['filename']).optional(),
  location: z.looseObject({ latitude: z.coerce.number(), longitude: z.coerce.number() }).optional(),
  currency: z.looseObject({ fallback_value: z.string() }).optional(),
  date_time: z.looseObject({ fallback_value: z.string() }).optional(),
  payload: z.string().max(128).optional(),
  coupon_code: z
    .string()
    .regex(/^[A-Za-z0-9]{1,15}$/)
    .optional(),
  action: z.looseObject({}).optional(),
});

const component = z.looseObject({
  type: lower,
  sub_type: lower.optional(),
  index,
  parameters: z.array(parameter).optional(),
});

const card = z.strictObject({ card_index: z.number().int().min(0).max(9), components: z.array(component) });

/** The `template` object of a send request. https://developers.facebook.com/documentation/business-messaging/whatsapp/messages/template-messages */
export const sentTemplateSchema = z.strictObject({
  name: text(512),
  language: z.strictObject({ code: z.string().min(2), policy: z.literal('deterministic').optional() }),
  components: z.array(component.extend({ cards: z.array(card).optional() })).optional(),
});

export type SentTemplate = z.output<typeof sentTemplateSchema>;
export type SentComponent = z.output<typeof component>;
export type SentParameter = z.output<typeof parameter>;

/** Parameters of a component that was sent, none if it was not. */
export function parametersOf(components: readonly SentComponent[], type: string): readonly SentParameter[] {
  return components.find((one) => one.type === type)?.parameters ?? [];
}

/** The sent part of the button at a place, if there is one. */
export function sentButton(components: readonly SentComponent[], place: number): SentComponent | undefined {
  return components.find((one) => one.type === 'button' && (one.index ?? 0) === place);
}
