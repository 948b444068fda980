import { phoneMatchKey } from '../../domain/phone-key.ts';
import type { Schemas } from '../client.ts';
import type { DocumentChannel } from './document.ts';
import { isSame } from './ordered.ts';
import type { Setup } from './read-setup.ts';

type Senders = DocumentChannel['senders'];
type Fields = Readonly<Record<string, string>>;

/** The senders with the fields of one provider, as a connection there takes them. */
export function sendersAt(senders: Senders, provider: string, providers: Setup['providers']): Senders {
  const names = fieldsOf(provider, providers);
  return senders.map(({ phoneNumber, ...fields }) => ({
    ...Object.fromEntries(Object.entries(fields).filter(([name]) => names.includes(name))),
    phoneNumber,
  }));
}

/** The same number, however it is written. */
function numberKey(phoneNumber: string): string {
  return phoneMatchKey(phoneNumber.replace(/\D/g, ''));
}

/** What differs in numbers and in fields of the active connection's provider; fields that the document leaves out stay. */
export function senderLines(wanted: Senders, existing: readonly Schemas['Sender'][]): string[] {
  const known = new Map(existing.map((one) => [numberKey(one.phoneNumber), one]));
  const keys = new Set(wanted.map((one) => numberKey(one.phoneNumber)));
  return [
    ...wanted.flatMap((sender) => {
      const before = known.get(numberKey(sender.phoneNumber));
      if (!before) return [`senders: ${sender.phoneNumber} is new`];
      const { phoneNumber, ...fields } = sender;
      return Object.entries(fields)
        .filter(([name, value]) => !isSame(before[name], value))
        .map(([name, value]) => `senders.${phoneNumber}.${name}: ${before[name] ?? 'nothing'} → ${value}`);
    }),
    ...existing
      .filter(({ phoneNumber }) => !keys.has(numberKey(phoneNumber)))
      .map(({ phoneNumber }) => `senders: ${phoneNumber} is taken away`),
  ];
}

/** Why the senders cannot be this channel's at the target. */
export function senderProblems(channel: DocumentChannel, { channels, providers }: Setup): string[] {
  const used = channel.connections.flatMap(({ provider }) => fieldsOf(provider, providers));
  const others = channels.filter(({ name }) => name !== channel.name);
  return channel.senders.flatMap(({ phoneNumber, ...fields }: { phoneNumber: string } & Fields) => [
    ...others
      .filter(({ senders }) => senders.some((one) => numberKey(one.phoneNumber) === numberKey(phoneNumber)))
      .map(
        ({ name, id }) =>
          `senders: ${phoneNumber} is on the channel "${name}" (${id}) of the target: remove it there first`,
      ),
    ...Object.keys(fields)
      .filter((name) => !used.includes(name))
      .map((name) => `senders.${phoneNumber}.${name}: no provider of this channel has such a field`),
  ]);
}

/** Fields at providers that stand by already: they came with their connection and stay with it. */
export function standbyFieldProblems(
  channel: DocumentChannel,
  existing: readonly Schemas['Sender'][],
  standby: readonly string[],
  { providers }: Setup,
): string[] {
  return standby.flatMap((provider) =>
    senderLines(sendersAt(channel.senders, provider, providers), existing)
      .filter((line) => line.startsWith('senders.'))
      .map((line) => `${line}: delete the connection that stands by at ${provider}; it is then made anew`),
  );
}

function fieldsOf(provider: string, providers: Setup['providers']): string[] {
  return providers.find(({ id }) => id === provider)?.senderFields.map(({ name }) => name) ?? [];
}
