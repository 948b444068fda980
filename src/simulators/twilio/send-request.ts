import { z } from 'zod';
import type { TwilioAccount } from './accounts.ts';
import { parseAddress } from './address.ts';
import type { ContentBook } from './content/content-book.ts';
import { requiredVariables } from './content/variables.ts';
import type { Draft } from './draft.ts';
import { RestError } from './rest-error.ts';
import { readSchedule } from './scheduling.ts';
import { findSender, type SenderMeans } from './sender-choice.ts';
import type { TwilioSender } from './senders.ts';

const LONGEST_BODY = 1600;
const MOST_MEDIA = 10;

export interface RequestMeans extends SenderMeans {
  contents: ContentBook;
  /** Epoch ms. */
  now(): number;
}

/**
 * Reads `POST Messages.json`, checking in the platform's order. Throws RestErrors.
 * https://www.twilio.com/docs/messaging/api/message-resource
 */
export function readSendRequest(
  form: URLSearchParams,
  account: TwilioAccount,
  means: RequestMeans,
): { draft: Draft; sender: TwilioSender } {
  const to = form.get('To') ?? '';
  if (to === '') throw new RestError(21604);
  const address = parseAddress(to);
  if (!address) throw new RestError(21211, `Invalid 'To' Phone Number: ${to}`);
  const sender = findSender(form, account, means);
  if (address.channel !== 'whatsapp' || !sender) throw new RestError(address.channel === 'whatsapp' ? 21910 : 21606);
  const draft = { to, address, ...readContent(form, account, means.contents), ...readSchedule(form, means.now()) };
  const serviceSid = form.get('MessagingServiceSid');
  return { draft: { ...draft, ...readCallback(form), ...(serviceSid && { serviceSid }) }, sender };
}

type ContentPart = Pick<Draft, 'body' | 'mediaUrls' | 'content' | 'geo'>;

function readContent(form: URLSearchParams, account: TwilioAccount, contents: ContentBook): ContentPart {
  const body = form.get('Body') ?? '';
  const mediaUrls = form.getAll('MediaUrl').filter(Boolean);
  const contentSid = form.get('ContentSid') ?? '';
  if (body === '' && mediaUrls.length === 0 && contentSid === '') {
    throw form.has('ContentSid') || form.has('ContentVariables') ? new RestError(21654) : new RestError(21602);
  }
  if (body.length > LONGEST_BODY) throw new RestError(21617);
  const content = contentSid === '' ? undefined : readTemplate(form, account, contents);
  if (mediaUrls.length > MOST_MEDIA) throw new RestError(21623);
  const invalid = mediaUrls.find((url) => !/^https?:$/.test(URL.parse(url)?.protocol ?? ''));
  if (invalid !== undefined) throw new RestError(21620, `Invalid media URL(s): ${invalid}`);
  const geo = form.getAll('PersistentAction').find((action) => action.startsWith('geo:'));
  if (content) return { body: '', mediaUrls: [], content };
  return { body, mediaUrls, ...(geo !== undefined && mediaUrls.length === 0 && { geo }) };
}

const variablesSchema = z.record(z.string(), z.string());

function readTemplate(
  form: URLSearchParams,
  account: TwilioAccount,
  contents: ContentBook,
): NonNullable<Draft['content']> {
  const definition = contents.get(account.sid, form.get('ContentSid') ?? '');
  if (!definition) throw new RestError(21655);
  const values = variablesSchema.safeParse(parseJson(form.get('ContentVariables') || '{}'));
  if (!values.success) throw new RestError(21656);
  const missing = requiredVariables(definition.types).find((name) => values.data[name] === undefined);
  if (missing !== undefined)
    throw new RestError(21656, `The Content Variables parameter is invalid: no value for ${missing}`);
  return { definition, values: values.data };
}

/** A host name that is none, or has an underscore, is a warning only: the message goes out, its statuses do not. */
function readCallback(form: URLSearchParams): Pick<Draft, 'statusCallback'> {
  const statusCallback = form.get('StatusCallback');
  return statusCallback ? { statusCallback } : {};
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
