import { Webhook } from 'standardwebhooks';
import type { FieldDefinition, FieldValues } from '../../domain/settings.ts';

export const fields: readonly FieldDefinition[] = [
  {
    name: 'url',
    label: 'URL of the bot',
    hint: 'Where messages are posted, https://… Redirects are not followed.',
    secret: false,
    required: true,
  },
  {
    name: 'secret',
    label: 'Signing secret',
    hint: 'whsec_ and base64 of 24 to 64 bytes. Left out, one is made and shown once.',
    secret: true,
    required: false,
  },
  {
    name: 'previousSecret',
    label: 'Previous signing secret',
    hint: 'While set, requests carry two signatures, so that the bot can change over.',
    secret: true,
    required: false,
  },
];

const PREFIX = 'whsec_';
/** Key lengths of https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
const MIN_KEY_BYTES = 24;
const MAX_KEY_BYTES = 64;

export function validate(settings: FieldValues): { field: string; message: string }[] {
  const mistakes: { field: string; message: string }[] = [];
  const urlMistake = mistakeInUrl(settings.url ?? '');
  if (urlMistake !== undefined) mistakes.push({ field: 'url', message: urlMistake });
  for (const field of ['secret', 'previousSecret']) {
    const secret = settings[field];
    if (secret !== undefined && !isSecret(secret)) {
      mistakes.push({ field, message: `Must be ${PREFIX} and base64 of ${MIN_KEY_BYTES} to ${MAX_KEY_BYTES} bytes.` });
    }
  }
  return mistakes;
}

function mistakeInUrl(text: string): string | undefined {
  const url = URL.parse(text);
  if (url === null || !/^https?:$/.test(url.protocol))
    return 'Must be a full URL that begins with https:// or http://.';
  if (url.username !== '' || url.password !== '') return 'Must not contain a user name or password.';
  return undefined;
}

/** The prefix may be missing, as the standard's own libraries have it. */
function isSecret(text: string): boolean {
  const base64 = text.startsWith(PREFIX) ? text.slice(PREFIX.length) : text;
  const { length } = Buffer.from(base64, 'base64');
  if (length < MIN_KEY_BYTES || length > MAX_KEY_BYTES) return false;
  try {
    return new Webhook(base64) !== null;
  } catch {
    return false; // Not base64 to the letter; `Buffer` alone would read around it.
  }
}

/** A secret, unless there is one. */
export function generate(settings: FieldValues, random: (bytes: number) => Uint8Array): FieldValues {
  if (settings.secret !== undefined) return {};
  return { secret: PREFIX + Buffer.from(random(32)).toString('base64') };
}
