import { z } from 'zod';
import { GraphError } from '../graph-error.ts';
import { BUTTON_TYPES, type TemplateComponent, type TemplateDraft } from './template.ts';

/** Enum values may come in either case. */
function upper<const T extends readonly [string, ...string[]]>(values: T) {
  return z.preprocess((value) => (typeof value === 'string' ? value.toUpperCase() : value), z.enum(values));
}

function literal<const T extends string>(value: T) {
  return z.preprocess((given) => (typeof given === 'string' ? given.toUpperCase() : given), z.literal(value));
}

const namedExamples = z.array(z.looseObject({ param_name: z.string(), example: z.string() })).optional();
/** `body_text` is an array of arrays; a plain array is common and accepted. */
const bodyTexts = z
  .union([z.array(z.array(z.string())), z.array(z.string()).transform((values) => [values])])
  .optional();

const example = z
  .looseObject({
    header_text: z.array(z.string()).optional(),
    header_text_named_params: namedExamples,
    body_text: bodyTexts,
    body_text_named_params: namedExamples,
    header_handle: z.array(z.string()).optional(),
  })
  .optional();

const header = z.looseObject({
  type: literal('HEADER'),
  format: upper(['TEXT', 'IMAGE', 'VIDEO', 'GIF', 'DOCUMENT', 'LOCATION', 'PRODUCT']),
  text: z.string().optional(),
  example,
});

const body = z.looseObject({
  type: literal('BODY'),
  text: z.string().optional(),
  add_security_recommendation: z.boolean().optional(),
  example,
});

const footer = z.looseObject({
  type: literal('FOOTER'),
  text: z.string().optional(),
  code_expiration_minutes: z.number().int().min(1).max(90).optional(),
});

const button = z.looseObject({
  type: upper(BUTTON_TYPES),
  text: z.string().optional(),
  url: z.string().optional(),
  phone_number: z.string().optional(),
  example: z.union([z.string(), z.array(z.string())]).optional(),
  otp_type: z.string().optional(),
  flow_id: z.string().optional(),
  flow_name: z.string().optional(),
  flow_json: z.string().optional(),
  navigate_screen: z.string().optional(),
});

const buttons = z.looseObject({ type: literal('BUTTONS'), buttons: z.array(button).min(1) });
const card = z.looseObject({ components: z.array(z.union([header, body, buttons])).min(1) });

const component = z.union([
  header,
  body,
  footer,
  buttons,
  z.looseObject({ type: literal('CAROUSEL'), cards: z.array(card) }),
  z.looseObject({
    type: literal('LIMITED_TIME_OFFER'),
    limited_time_offer: z.looseObject({ text: z.string().max(16), has_expiration: z.boolean().optional() }),
  }),
  z.looseObject({ type: literal('CALL_PERMISSION_REQUEST') }),
]);

const components: z.ZodType<TemplateComponent[]> = z.array(component).min(1);
const category = upper(['MARKETING', 'UTILITY', 'AUTHENTICATION']);
const ttl = z.number().int().optional();

const draftSchema = z.object({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'lower-case letters, digits and underscores, at most 512'),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'not a language code'),
  category,
  parameter_format: upper(['POSITIONAL', 'NAMED']).default('POSITIONAL'),
  components,
  message_send_ttl_seconds: ttl,
});

const editSchema = z.object({
  category: category.optional(),
  components: components.optional(),
  message_send_ttl_seconds: ttl,
});

export interface TemplateEdit {
  category?: TemplateDraft['category'];
  components?: TemplateComponent[];
  ttlSeconds?: number;
}

/** Reads what `POST /{waba-id}/message_templates` is given. Throws 100 naming the parameter. */
export function parseDraft(input: unknown): TemplateDraft {
  const {
    parameter_format: parameterFormat,
    message_send_ttl_seconds: ttlSeconds,
    ...draft
  } = parse(draftSchema, input);
  return { ...draft, parameterFormat, ...(ttlSeconds !== undefined && { ttlSeconds }) };
}

/** Reads what `POST /{template-id}` is given. Throws 100 naming the parameter. */
export function parseEdit(input: unknown): TemplateEdit {
  const { category: changed, components: replaced, message_send_ttl_seconds: ttlSeconds } = parse(editSchema, input);
  return {
    ...(changed && { category: changed }),
    ...(replaced && { components: replaced }),
    ...(ttlSeconds !== undefined && { ttlSeconds }),
  };
}

function parse<S extends z.ZodType>(schema: S, input: unknown): z.output<S> {
  const result = schema.safeParse(input);
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  throw new GraphError(100, {
    message: '(#100) Invalid parameter',
    details: `Parameter ${path}: ${issue?.message ?? 'not valid'}`,
  });
}
