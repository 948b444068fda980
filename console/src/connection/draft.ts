import type { Schemas } from '@chasqui/client';
import type { FieldError } from '../api/problem.ts';
import type { Channel, FieldDefinition, Provider } from '../api/types.ts';

/** What stands in the fields of a form, by name; a field without text may be left out. */
export type FieldValues = Readonly<Record<string, string>>;

/** A number as it stands in the form. `fields`: what its provider wants to know of it. */
export interface SenderDraft {
  /** Tells rows apart. */
  key: number;
  phoneNumber: string;
  fields: FieldValues;
}

/** The fields of a form that say something. */
export function filledIn(fields: readonly FieldDefinition[], values: FieldValues): Record<string, string> {
  const said = fields.map(({ name }) => [name, (values[name] ?? '').trim()] as const);
  return Object.fromEntries(said.filter(([, value]) => value !== ''));
}

/** The rows of a form as the API takes them. A field that was emptied is sent as such: it is taken away. */
export function sendersOf(
  { senderFields }: Pick<Provider, 'senderFields'>,
  drafts: readonly SenderDraft[],
): Schemas['NewSender'][] {
  return drafts.map(({ phoneNumber, fields }) => {
    const said = senderFields.flatMap(({ name }) => (name in fields ? [[name, fields[name]?.trim() ?? '']] : []));
    return { ...Object.fromEntries(said), phoneNumber: phoneNumber.trim() };
  });
}

/** A channel's numbers as rows, with what is known of them at whatever provider. */
export function draftsOf(senders: Channel['senders']): SenderDraft[] {
  return senders.map(({ id: _, phoneNumber, ...fields }, key) => ({ key, phoneNumber: `+${phoneNumber}`, fields }));
}

/** Whether two texts are the same phone number, whatever stands between the digits. */
export function isSameNumber(one: string, other: string): boolean {
  const digits = (text: string) => text.replaceAll(/\D/g, '');
  return digits(one) === digits(other);
}

/** The rows with what an account tells of their numbers. */
export function withToldFields(
  drafts: readonly SenderDraft[],
  told: readonly { phoneNumber: string; fields: FieldValues }[],
): SenderDraft[] {
  return drafts.map((draft) => {
    const found = told.find(({ phoneNumber }) => isSameNumber(phoneNumber, draft.phoneNumber));
    return found ? { ...draft, fields: { ...draft.fields, ...found.fields } } : draft;
  });
}

/** One more row; an empty one that waits to be filled in is used up first. */
export function withSender(drafts: readonly SenderDraft[], sender: Omit<SenderDraft, 'key'>): SenderDraft[] {
  const key = Math.max(0, ...drafts.map((draft) => draft.key)) + 1;
  const kept = sender.phoneNumber === '' ? drafts : drafts.filter(({ phoneNumber }) => phoneNumber.trim() !== '');
  return [...kept, { key, ...sender }];
}

/** Pointers of what is needed and empty. */
export function missingFields(
  provider: Pick<Provider, 'fields' | 'senderFields'> | undefined,
  { settings, senders }: { settings: FieldValues; senders: readonly SenderDraft[] },
): string[] {
  if (!provider) return ['/provider'];
  const lacking = (fields: readonly FieldDefinition[], values: FieldValues) =>
    fields.filter(({ name, required }) => required && (values[name] ?? '').trim() === '').map(({ name }) => name);
  return [
    ...lacking(provider.fields, settings).map((name) => `/settings/${name}`),
    ...senders.flatMap(({ phoneNumber, fields }, index) => [
      ...(phoneNumber.trim() === '' ? [`/senders/${index}/phoneNumber`] : []),
      ...lacking(provider.senderFields, fields).map((name) => `/senders/${index}/${name}`),
    ]),
  ];
}

/** What the gateway found wrong, where the form can show it and where it cannot. */
export interface PlacedErrors {
  at(pointer: string): string | undefined;
  others: readonly FieldError[];
}

/** Puts errors beside the fields of a provider's form. `more`: pointers of the form's other fields. */
export function placeErrors(
  errors: readonly FieldError[],
  provider: Provider | undefined,
  { senders, more }: { senders: readonly SenderDraft[]; more: readonly string[] },
): PlacedErrors {
  const { fields = [], senderFields = [] } = provider ?? {};
  const ofSender = ['phoneNumber', ...senderFields.map(({ name }) => name)];
  const pointers = new Set([
    ...more,
    '/senders',
    ...fields.map(({ name }) => `/settings/${name}`),
    ...senders.flatMap((_, index) => ofSender.map((name) => `/senders/${index}/${name}`)),
  ]);
  return {
    at: (pointer) => errors.find(({ path }) => path === pointer)?.message,
    others: errors.filter(({ path }) => !pointers.has(path)),
  };
}
