import type { AccountCheck, ProviderTrouble } from '../../domain/provider.ts';
import type { SenderQuality } from './senders-client.ts';

/** What a step of the doctor makes of what Infobip said. Pure. */

export function passed(name: string, message: string): AccountCheck {
  return { name, ok: true, message };
}

export function failed(name: string, message: string, hint: string): AccountCheck {
  return { name, ok: false, message, hint };
}

/** A step that Infobip's answer made impossible. */
export function troubled(name: string, { kind, message }: ProviderTrouble, hint: string): AccountCheck {
  const later = 'Try again later; if it stays so, check the base URL and what may stand between here and Infobip.';
  return failed(name, message, kind === 'unavailable' || kind === 'throttled' ? later : hint);
}

/** The list of templates was refused: the answer tells whether the account or the sender is the trouble. */
export function refusedList(trouble: ProviderTrouble, number: string): AccountCheck[] {
  if (trouble.stops === 'credentials') {
    return [troubled('token', trouble, 'Copy base URL and API key, or user name and password, again.')];
  }
  const isSender = trouble.kind === 'not_found' || trouble.kind === 'misconfigured';
  if (!isSender) return [troubled('token', trouble, 'See what Infobip says.')];
  const hint = `Check that +${number} is a WhatsApp sender of this account, and that the API key has the scope whatsapp:manage.`;
  return [
    passed('token', 'Infobip accepts the credentials.'),
    troubled('sender_id', { ...trouble, message: `+${number} cannot be used: ${trouble.message}` }, hint),
  ];
}

/** Words of WhatsApp for a sender that can send. */
const WORKING: ReadonlySet<string> = new Set(['connected', 'flagged', 'rate_limited', 'unknown']);

export function checkQuality(found: SenderQuality | undefined): AccountCheck {
  const status = found?.status ?? 'unknown';
  const quality = found?.quality === undefined ? '' : ` Its quality is ${found.quality}.`;
  if (WORKING.has(status)) return passed('registration', `WhatsApp says that the sender is ${status}.${quality}`);
  return failed(
    'registration',
    `WhatsApp says that the sender is ${status}.${quality}`,
    'See the sender in the Infobip portal.',
  );
}

/** People must join a shared sender before they can be written to. */
export function sharedSender(keyword: string, username: string): AccountCheck {
  const join = username === '' ? 'the user name of the account' : `"${username}"`;
  const message = `This is a shared sender, for tests only: people join it by sending ${join}, write "${keyword}" before every text, and leave with STOP.`;
  return passed('shared_sender', message);
}
