import { z } from 'zod';

/** Whether a value is as wanted, and what is said if not. */
type Rule = readonly [fits: (value: string) => boolean, message: string];

const NOT_BLANK: Rule = [(value) => value.trim() !== '', 'must not be blank'];
const IS_URL: Rule = [(value) => /^https?:\/\//i.test(value) && URL.canParse(value), 'is not a valid url'];
const IS_PLAIN: Rule = [
  (value) => !/\p{Extended_Pictographic}|([*_~`])\S[^*_~`]*\1/u.test(value),
  'must not contain emoji or markdown',
];
const ON_ONE_LINE: Rule = [
  (value) => !/[\n\t]| {5,}/.test(value),
  'cannot have new-line/tab characters or more than 4 consecutive spaces',
];

/** A text of a bounded length; where it may not be empty, it may not be blank either. */
function sizedBy(min: number, max: number, ...rules: readonly Rule[]) {
  const size: Rule = [({ length }) => length >= min && length <= max, `size must be between ${min} and ${max}`];
  const all = [size, ...rules, ...(min > 0 ? [NOT_BLANK] : [])];
  return z.string({ error: min > 0 ? 'must not be blank' : 'must not be null' }).superRefine((value, context) => {
    for (const [fits, message] of all) if (!fits(value)) context.addIssue({ code: 'custom', message });
  });
}

export const sized = (min: number, max: number) => sizedBy(min, max);
export const required = () => sizedBy(1, 100_000);
export const url = (max = 2048) => sizedBy(1, max, IS_URL);
/** What stands on a button: no emoji, no markdown. */
export const label = (max = 20) => sizedBy(1, max, IS_PLAIN);
/** A template's value. */
export const placeholder = () => sizedBy(1, 4096, ON_ONE_LINE);
/** An id without blanks around it. */
export const trimmedId = (max: number) =>
  sizedBy(1, max, [(value) => value === value.trim(), 'must not have leading or trailing blanks']);
export const matching = (pattern: RegExp) =>
  z.string({ error: 'must not be blank' }).regex(pattern, { error: `must match "${pattern.source}"` });

export function oneOf<const T extends readonly string[]>(values: T) {
  return z.enum(values, { error: `must be one of ${values.join(', ')}` });
}

export function between(min: number, max: number) {
  return z
    .number({ error: 'must not be null' })
    .min(min, { error: `must be greater than or equal to ${min}` })
    .max(max, { error: `must be less than or equal to ${max}` });
}

export const whole = () => z.int({ error: 'must not be null' });

/** A list of a bounded length. */
export function listOf<S extends z.ZodType>(item: S, min: number, max: number) {
  return z.array(item, { error: 'must not be null' }).superRefine(({ length }, context) => {
    if (length >= min && length <= max) return;
    context.addIssue({ code: 'custom', message: `size must be between ${min} and ${max}` });
  });
}

export function object<S extends z.ZodRawShape>(shape: S) {
  return z.object(shape, { error: 'must not be null' });
}

export function byType<const O extends readonly [z.core.$ZodTypeDiscriminable, ...z.core.$ZodTypeDiscriminable[]]>(
  options: O,
) {
  return z.discriminatedUnion('type', options, { error: 'must be a known type' });
}

export const isDistinct = (values: readonly unknown[]): boolean => new Set(values).size === values.length;

export const bodyText = () => object({ text: sized(1, 1024) });
export const footerText = () => object({ text: sized(1, 60) });

export const textHeader = object({ type: z.literal('TEXT'), text: sized(1, 60) });
export const imageHeader = object({ type: z.literal('IMAGE'), mediaUrl: url() });
const videoHeader = object({ type: z.literal('VIDEO'), mediaUrl: url() });
const documentHeader = object({
  type: z.literal('DOCUMENT'),
  mediaUrl: url(),
  filename: sized(0, 240).optional(),
});
export const anyHeader = () => byType([textHeader, imageHeader, videoHeader, documentHeader]);

export type Header = z.output<ReturnType<typeof anyHeader>>;
