import type { Sender } from '../../domain/channel.ts';
import type { Fact, TemplateStore } from '../../store/templates.ts';
import { type Access, requireScope } from '../access.ts';
import type { ChannelEntry, ConnectionEntry, Directory } from '../directory.ts';
import { pickChannel, pickConnection, pickSender } from '../pick.ts';
import { accountName } from '../templates/accounts.ts';
import { checkBot } from './bot-check.ts';
import { checkCallback, checkPublicUrl, type DoctorCheck } from './callback-check.ts';

/** All steps at the provider together. */
const TIMEOUT_MS = 60_000;

export interface Diagnosis {
  /** No check failed, warnings aside. */
  ok: boolean;
  checks: readonly DoctorCheck[];
}

export interface DoctorRequest {
  /** Default: the channel's first. */
  senderId?: string;
  /** Default: the active one. */
  connectionId?: string;
  /** Subscribe at the provider what is not subscribed. */
  repair?: boolean;
}

/** Tries a channel's set-up step by step and says which one is wrong. */
export interface Doctor {
  test(access: Access, channelId: string, request: DoctorRequest): Promise<Diagnosis>;
}

export interface DoctorParts {
  directory: Pick<Directory, 'channel' | 'bot'>;
  store: Pick<TemplateStore, 'saveFacts'>;
  /** Through the egress guard. */
  fetch: typeof globalThis.fetch;
  now(): number;
}

interface Patient {
  channel: ChannelEntry;
  connection: ConnectionEntry;
  sender: Sender;
}

export function createDoctor(parts: DoctorParts): Doctor {
  return {
    async test(access, channelId, request) {
      requireScope(access, 'manage');
      const channel = pickChannel(parts.directory, access, channelId);
      const connection = pickConnection(channel, request.connectionId);
      const patient = { channel, connection, sender: pickSender(channel, request.senderId) };
      const checks = await examine(patient, request.repair ?? false, parts);
      return { ok: checks.every(({ ok, isWarning }) => ok || isWarning), checks };
    },
  };
}

/** What the provider said itself goes before our own word about the same thing. */
async function examine(patient: Patient, repair: boolean, parts: DoctorParts): Promise<DoctorCheck[]> {
  const { channel, connection } = patient;
  const [atProvider, callback, bot] = await Promise.all([
    checkAccount(patient, repair, parts),
    checkCallback(connection, parts.fetch),
    checkBot(channel.channel.botId === null ? undefined : parts.directory.bot(channel.channel.botId), parts.fetch),
  ]);
  const told = new Set(atProvider.map(({ name }) => name));
  const own = [checkPublicUrl(connection.callbackUrl), ...callback].filter(({ name }) => !told.has(name));
  return [...atProvider, ...own, ...bot];
}

async function checkAccount(
  { connection, sender }: Patient,
  repair: boolean,
  parts: DoctorParts,
): Promise<DoctorCheck[]> {
  const { account } = connection.provider;
  if (!account) {
    const message = `${connection.definition.displayName} offers nothing by which the account could be tested from here.`;
    return [{ name: 'account', ok: true, message }];
  }
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const { phoneNumber: senderPhoneNumber, fields: senderFields } = sender;
  const request = { senderPhoneNumber, senderFields, callbackUrl: connection.callbackUrl, repair, signal };
  const checks = await account.check(request);
  const told = await account.facts?.({ senderPhoneNumber, senderFields, signal });
  if (told?.ok) await parts.store.saveFacts(factsOf({ connection, sender }, told.value, parts.now()));
  return [...checks];
}

function factsOf(
  { connection, sender }: Pick<Patient, 'connection' | 'sender'>,
  told: { sender: Readonly<Record<string, string>>; account: Readonly<Record<string, string>> },
  at: number,
): Fact[] {
  const { channelId, phoneNumber } = sender;
  const account = accountName(connection.definition, sender);
  const ofSender = Object.entries(told.sender).map(
    ([name, value]): Fact => ({ channelId, about: 'sender', subject: phoneNumber, name, value, at }),
  );
  const ofAccount = Object.entries(account ? told.account : {}).map(
    ([name, value]): Fact => ({ channelId, about: 'account', subject: account ?? '', name, value, at }),
  );
  return [...ofSender, ...ofAccount];
}
