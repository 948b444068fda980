import type { FailureKind, SendFailure, StopReason } from '../../domain/failure.ts';

/** What a status or an error of a message means here. */
export interface CodeMeaning {
  kind: FailureKind;
  stops?: StopReason;
  /** What an operator can do about it. */
  advice?: string;
}

/** Groups of statuses: https://www.infobip.com/docs/essentials/api-essentials/response-status-and-error-codes (seen 2026-07). */
export const GROUP = { undeliverable: 2, delivered: 3, expired: 4, rejected: 5 } as const;

/** Of the group DELIVERED: WhatsApp has it, the phone has not. */
export const DELIVERED_TO_OPERATOR = 2;

/** The status of most messages that failed, whatever the reason. */
const UNDELIVERABLE_NOT_DELIVERED = 9;

/** This message id was used before: what it stands for is there already. */
export const REJECTED_DUPLICATE_MESSAGE_ID = 23;

const misconfigured = (advice: string): CodeMeaning => ({ kind: 'channel_misconfigured', advice });
const invalid = (advice?: string): CodeMeaning => ({ kind: 'message_invalid', ...(advice && { advice }) });
const unreachable = (advice?: string): CodeMeaning => ({ kind: 'recipient_unreachable', ...(advice && { advice }) });
const rejected = (advice?: string): CodeMeaning => ({ kind: 'rejected', ...(advice && { advice }) });
const optedOut: CodeMeaning = { kind: 'recipient_opted_out' };

const ACCOUNT = 'See the account and the sender in the Infobip portal.';
const CREDITS: CodeMeaning = {
  kind: 'channel_misconfigured',
  advice: 'Top up the Infobip account.',
  stops: 'restriction',
};
const TEMPLATE = 'Check the name, language and variables of the template.';
const MEDIA = 'Check the address, type and size of the file.';

/** By the id of a status. A flood is no throttling here: the id of a message that was taken and refused cannot be used again. */
const STATUS_MEANINGS: ReadonlyMap<number, CodeMeaning> = new Map<number, CodeMeaning>([
  [6, unreachable()],
  [8, unreachable('Check the country code of the number.')],
  [UNDELIVERABLE_NOT_DELIVERED, unreachable()],
  [10, optedOut],
  [11, misconfigured('Check the sender.')],
  [12, CREDITS],
  [13, misconfigured('Check the sender.')],
  [14, { ...optedOut, advice: 'The number is on the blocklist of the Infobip account.' }],
  [17, CREDITS],
  [18, unreachable('A trial account writes only to the number that was verified at sign-up.')],
  [19, misconfigured(ACCOUNT)],
  [20, rejected('Too many messages to this number within an hour.')],
  [25, invalid()],
  [51, unreachable()],
  [52, unreachable()],
]);

/** By the id of an error of the chat channels. */
const ERROR_MEANINGS: ReadonlyMap<number, CodeMeaning> = new Map<number, CodeMeaning>([
  [7001, misconfigured(ACCOUNT)],
  [7002, unreachable('The number is not on WhatsApp.')],
  [7003, unreachable()],
  [7004, misconfigured(ACCOUNT)],
  [7005, misconfigured(ACCOUNT)],
  [7006, invalid()],
  [7008, invalid(TEMPLATE)],
  [7009, invalid(TEMPLATE)],
  [7010, { kind: 'window_closed', advice: 'Outside the 24 h window: use a template.' }],
  [7011, misconfigured(ACCOUNT)],
  [7012, misconfigured(ACCOUNT)],
  [7013, invalid(MEDIA)],
  [7014, invalid(MEDIA)],
  [7015, invalid(MEDIA)],
  [7016, rejected('See the quality of the sender.')],
  [7017, { kind: 'throttled' }],
  [7019, misconfigured('See the payment method of the WhatsApp account.')],
  [7020, unreachable()],
  [7022, invalid(MEDIA)],
  [7023, invalid()],
  [7025, unreachable('The person needs a newer WhatsApp.')],
  [7029, rejected("The person's security code changed; confirm the new one.")],
  [7030, optedOut],
  [7031, invalid('Check the form (flow) and that it is published.')],
  [7032, rejected('Do not send marketing to this person for 24 hours.')],
  [7033, optedOut],
  [7034, misconfigured('Register the sender at Infobip.')],
  [7036, rejected('The template is still being prepared; try again in ten minutes.')],
  [7037, rejected('The template is paused or being prepared.')],
  [7038, misconfigured(ACCOUNT)],
  [7050, { kind: 'provider_unavailable' }],
  [7051, { kind: 'provider_unavailable' }],
  [7080, { kind: 'provider_unavailable' }],
  [7081, misconfigured(ACCOUNT)],
  [7082, { kind: 'provider_unavailable' }],
  [7083, misconfigured('Let Infobip activate WhatsApp for the account.')],
  [7084, misconfigured(ACCOUNT)],
  [7102, unreachable()],
  [7201, unreachable()],
  [7281, misconfigured(ACCOUNT)],
]);

/** What stands in a status or an error object. */
export interface WireStatus {
  groupId: number | undefined;
  id: number | undefined;
  name: string | undefined;
  description: string | undefined;
}

/** Of a message that failed: the error says more than the status, which may stand alone. */
export function describeFailure(status: WireStatus, error: WireStatus | undefined): SendFailure {
  const isTold = error?.id !== undefined && error.id !== 0;
  const { id, name, description } = isTold ? error : status;
  const byError = isTold && id !== undefined ? ERROR_MEANINGS.get(id) : undefined;
  // "Not delivered" blames the person only where no error says what else it was.
  const isVague = isTold && status.id === UNDELIVERABLE_NOT_DELIVERED;
  const byStatus = isVague ? undefined : STATUS_MEANINGS.get(status.id ?? -1);
  const meaning = byError ?? byStatus ?? rejected();
  const said = description ?? name ?? 'Infobip gave no reason';
  const code = isTold ? String(id) : (name ?? (id === undefined ? undefined : String(id)));
  const named = [name, isTold ? id : undefined].filter((part) => part !== undefined).join(' ');
  const text = `${said.replace(/[.\s]+$/, '')}${named === '' ? '' : ` (${named})`}.`;
  return {
    kind: meaning.kind,
    message: [text, meaning.advice].filter(Boolean).join(' '),
    ...(code !== undefined && { code }),
    ...(meaning.stops !== undefined && { stops: meaning.stops }),
  };
}
