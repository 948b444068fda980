import { dropUndefined } from '../kit/drop-undefined.ts';
import { notFound } from '../kit/problem.ts';
import { SANDBOX_NUMBER, type TwilioAccount } from './accounts.ts';
import type { Alert } from './alerts.ts';
import type { AccountOrder, PersonOrder, SenderOrder, TemplateOrder, WebhookOrder } from './control-schemas.ts';
import type { Platform } from './platform.ts';
import { joinCodeOf } from './sandbox.ts';
import { NO_WEBHOOK } from './senders.ts';
import { sidOf } from './sids.ts';

/** What a script does beside the people's acts; the same for callers in the process and over HTTP. */
export interface TwilioControl {
  /** Sends a form of any content, signed. Without a number: the first. */
  sendWebhook(order: WebhookOrder): void;
  /** Sets conditions of the number's account. */
  setConditions(numberId: string, conditions: AccountOrder): void;
  changeSender(numberId: string, change: SenderOrder): void;
  /** Decides on a content as WhatsApp would. */
  changeTemplate(order: TemplateOrder): void;
  setStanding(order: PersonOrder): void;
  /** Adds the sandbox's number to the account of a number. Returns what people write to join. */
  openSandbox(numberId: string): { numberId: string; joinCode: string };
  /** The console's debugger. */
  alerts(): readonly Alert[];
}

export function createControl(platform: Platform): TwilioControl {
  const { accounts, senders, standings, contents, outbox, alerts } = platform;
  const accountOf = (numberId: string): TwilioAccount => accounts.require(senders.require(numberId).accountSid);

  return {
    sendWebhook({ numberId, kind = 'message', parameters }) {
      const sender = numberId === undefined ? senders.list()[0] : senders.require(numberId);
      if (!sender) throw notFound('A Twilio number');
      const { callback_url, callback_method, status_callback_url } = sender.webhook;
      const target = kind === 'status' ? { url: status_callback_url } : { url: callback_url, method: callback_method };
      outbox.send({ sender, ...target, parameters: Object.entries(parameters), line: 'script' });
    },
    setConditions(numberId, { requestsPerSecond, channelFailure, ...conditions }) {
      const { requestsPerSecond: limit, channelFailure: failure, ...account } = accountOf(numberId);
      accounts.set({
        ...account,
        ...dropUndefined(conditions),
        ...kept('requestsPerSecond', requestsPerSecond, limit),
        ...kept('channelFailure', channelFailure, failure),
      });
    },
    changeSender(numberId, { callbackMethod, fallbackUrl, ...change }) {
      const sender = senders.require(numberId);
      const webhook = dropUndefined({ callback_method: callbackMethod, fallback_url: fallbackUrl });
      senders.set({ ...sender, ...dropUndefined(change), webhook: { ...sender.webhook, ...webhook } });
    },
    changeTemplate: ({ contentSid, status, reason }) => contents.decide(contentSid, status, reason),
    setStanding({ numberId, personId, blocks, isInSandbox }) {
      const { sid } = accountOf(numberId);
      platform.world.people.require(personId);
      if (blocks !== undefined) standings.setBlocks(numberId, personId, blocks);
      if (isInSandbox === true) standings.join(personId, sid);
      if (isInSandbox === false) standings.leave(personId);
    },
    openSandbox(numberId) {
      const account = accountOf(numberId);
      const sid = sidOf('XE', `${account.sid} sandbox`);
      if (!senders.get(sid)) {
        const profile = { name: 'Twilio Sandbox' };
        const about = { sid, accountSid: account.sid, phoneNumber: SANDBOX_NUMBER, profile, configuration: {} };
        senders.set({ ...about, status: 'ONLINE', webhook: NO_WEBHOOK });
      }
      return { numberId: sid, joinCode: joinCodeOf(account) };
    },
    alerts: alerts.list,
  };
}

/** A number that was ordered, the one from before, or none at all. */
function kept<Name extends string>(name: Name, ordered: number | null | undefined, before: number | undefined) {
  const value = ordered === undefined ? before : ordered;
  // The key is the name's own literal, which a computed key widens.
  return (value === null || value === undefined ? {} : { [name]: value }) as { [N in Name]?: number };
}
