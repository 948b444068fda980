import type { Sender } from '../domain/channel.ts';
import type { ChannelId, SenderId } from '../domain/ids.ts';
import { phoneMatchKey } from '../domain/phone-key.ts';
import type { ProviderDefinition } from '../domain/provider.ts';
import type { Ids } from '../host/ids.ts';
import { readPhoneNumber } from './phone-number.ts';
import type { Problem } from './service-error.ts';
import { checkFields, type FieldInput, mergeFields } from './settings-form.ts';

/** `fields`: the provider's own sender fields; those not named stay as they are on a known number. */
export interface SenderInput {
  phoneNumber: string;
  fields?: FieldInput;
}

interface SenderForm {
  channelId: ChannelId;
  definition: ProviderDefinition;
  /** The channel's senders so far. A number keeps its id and the fields of other providers, which draining connections need. */
  known: readonly Sender[];
  ids: Ids;
}

/** The senders as they are to be stored, or what is wrong; paths begin with `/senders`. */
export function readSenders(
  form: SenderForm,
  inputs: readonly SenderInput[],
): { senders: readonly Sender[]; problems: readonly Problem[] } {
  const senders = inputs.map((input) => readSender(form, input));
  const problems = [
    ...checkCount(form.definition, senders.length),
    ...senders.flatMap((sender, index) => checkSender(form.definition, sender, inputs[index]?.fields ?? {}, index)),
    ...checkRepeats(form.definition, senders),
  ];
  return { senders, problems };
}

function readSender(form: SenderForm, input: SenderInput): Sender {
  // Parentheses hold a prefix that is dialled within a country only, as in +44 (0)20.
  const phoneNumber = /[()]/.test(input.phoneNumber) ? '' : (readPhoneNumber(input.phoneNumber) ?? '');
  const known = form.known.find((sender) => sender.phoneNumber === phoneNumber);
  return {
    id: known?.id ?? (form.ids.next('sn') as SenderId), // New ids are branded where they are made.
    channelId: form.channelId,
    phoneNumber,
    fields: mergeFields(known?.fields ?? {}, input.fields ?? {}),
  };
}

function checkCount(definition: ProviderDefinition, count: number): Problem[] {
  const most = definition.capabilities.sendersPerChannel;
  if (count >= 1 && count <= most) return [];
  const message =
    count === 0
      ? 'A channel has one sender at least.'
      : `A channel at ${definition.displayName} has ${most === 1 ? 'one sender' : `${most} senders`} at most, and these are ${count}.`;
  return [{ path: '/senders', message }];
}

function checkSender(definition: ProviderDefinition, sender: Sender, given: FieldInput, index: number): Problem[] {
  const path = `/senders/${index}`;
  const own = new Set([...definition.senderFields.map((field) => field.name), ...Object.keys(given)]);
  const relevant = Object.entries(sender.fields).filter(([name]) => own.has(name));
  const phone = {
    path: `${path}/phoneNumber`,
    message: 'Not a phone number; write it with country code and without parentheses, such as +15550001111.',
  };
  return [
    ...(sender.phoneNumber === '' ? [phone] : []),
    ...checkFields(definition.senderFields, Object.fromEntries(relevant), path),
  ];
}

/** Each number and each value of the field by which the provider names senders may stand once. */
function checkRepeats(definition: ProviderDefinition, senders: readonly Sender[]): Problem[] {
  const keys = new Set(['phoneNumber', definition.senderKey]);
  return [...keys].flatMap((key) => {
    const values = senders.map(({ phoneNumber, fields }) =>
      key === 'phoneNumber' ? phoneMatchKey(phoneNumber) : fields[key],
    );
    return values.flatMap((value, index) =>
      value && values.indexOf(value) < index
        ? [{ path: `/senders/${index}/${key}`, message: 'Another sender of this channel has the same value.' }]
        : [],
    );
  });
}
