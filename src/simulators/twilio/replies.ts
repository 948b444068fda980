import type { WebhookAnswer } from '../kit/delivery.ts';
import type { Accounts } from './accounts.ts';
import { parseAddress } from './address.ts';
import type { Alerts } from './alerts.ts';
import type { Outbox } from './outbox.ts';
import { RestError } from './rest-error.ts';
import { addressOf, type Senders, type SenderWebhook, type TwilioSender } from './senders.ts';
import type { Sending } from './sending.ts';
import type { Parameters } from './signature.ts';
import { parseTwiml, type Verb } from './twiml.ts';

export interface ReplyOptions {
  accounts: Accounts;
  senders: Senders;
  outbox: Outbox;
  alerts: Alerts;
  sending: Sending;
}

/** An inbound message that is being told to the business. */
export interface Told {
  sender: TwilioSender;
  parameters: Parameters;
  line: string;
  /** Called when the business has taken it. */
  acknowledged(): void;
}

/** Where an inbound message is told. */
export interface ReplyTarget {
  url: string;
  method: SenderWebhook['callback_method'];
  /** Called with the error where `url` failed; empty: nowhere. */
  fallbackUrl: string;
  /** How many redirects led here. */
  redirects?: number;
}

/** Tells the business of an inbound message, and carries out what it answers. */
export interface Replies {
  tell(told: Told, target: ReplyTarget): void;
}

const MOST_REDIRECTS = 10;
const LONGEST_BODY = 1600;

export function createReplies(options: ReplyOptions): Replies {
  const { accounts, outbox, alerts, sending } = options;

  const say = (told: Told, verb: MessageVerb) => {
    const { sender, ...draft } = readMessage(told, verb, options.senders);
    sending({
      account: accounts.require(sender.accountSid),
      sender,
      direction: 'outbound-reply',
      draft,
      parameters: { To: draft.to, Body: draft.body, MediaUrl: draft.mediaUrls },
    });
  };

  const carryOut = (told: Told, verbs: readonly Verb[], { url, redirects = 0 }: ReplyTarget) => {
    for (const verb of verbs) {
      if (verb.verb === 'redirect') {
        const next = URL.parse(verb.url, url)?.href ?? verb.url;
        // What comes after a redirect is never reached.
        return tell(told, { url: next, method: 'POST', fallbackUrl: '', redirects: redirects + 1 });
      }
      try {
        say(told, verb);
      } catch (error) {
        if (!(error instanceof RestError)) throw error;
        alerts.raise(told.sender.accountSid, error.code, error.message);
      }
    }
  };

  const fallBack = (told: Told, { url, fallbackUrl }: ReplyTarget, code: number) => {
    if (!fallbackUrl) return;
    const parameters = [...told.parameters, ['ErrorCode', String(code)] as const, ['ErrorUrl', url] as const];
    tell({ ...told, parameters }, { url: fallbackUrl, method: 'POST', fallbackUrl: '' });
  };

  const take = (told: Told, target: ReplyTarget, answer: WebhookAnswer) => {
    told.acknowledged();
    const isLost = (target.redirects ?? 0) > MOST_REDIRECTS;
    const twiml = isLost ? { ok: false as const, code: 11215, reason: 'Too many redirects.' } : parseTwiml(answer);
    if (twiml.ok) return carryOut(told, twiml.verbs, target);
    alerts.raise(told.sender.accountSid, twiml.code, twiml.reason);
    fallBack(told, target, twiml.code);
  };

  const tell = (told: Told, target: ReplyTarget) => {
    const { sender, parameters, line } = told;
    outbox.send({
      ...{ sender, parameters, line, url: target.url, method: target.method },
      acknowledged: (answer) => take(told, target, answer),
      gaveUp: (code) => fallBack(told, target, code),
    });
  };

  return { tell };
}

type MessageVerb = Extract<Verb, { verb: 'message' }>;

/** Without addresses of its own, a message goes back the way the inbound one came. Throws RestErrors. */
function readMessage(told: Told, verb: MessageVerb, senders: Senders) {
  const { from, body, mediaUrls, statusCallback } = verb;
  const to = verb.to ?? Object.fromEntries(told.parameters).From ?? '';
  const own = senders.ofAccount(told.sender.accountSid);
  const sender = from === undefined ? told.sender : own.find((one) => addressOf(one) === from);
  if (!sender) throw new RestError(63007);
  const address = parseAddress(to);
  if (address?.channel !== 'whatsapp') throw new RestError(21211, `Invalid 'To' Phone Number: ${to}`);
  if (body.length > LONGEST_BODY) throw new RestError(21617);
  return { sender, to, address, body, mediaUrls, ...(statusCallback && { statusCallback }) };
}
