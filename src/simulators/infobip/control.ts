import { dropUndefined } from '../kit/drop-undefined.ts';
import { notFound } from '../kit/problem.ts';
import type { World } from '../kit/world.ts';
import type { Accounts, CallbackTarget } from './account.ts';
import type { AccountConditions, InboundOrder, MediaOrder, TemplateOrder, WebhookOrder } from './control-schemas.ts';
import type { Inbound } from './inbound.ts';
import type { MediaLibrary } from './media-library.ts';
import type { Outbox } from './outbox.ts';
import type { Sessions } from './sessions.ts';
import type { TemplateBook } from './templates/template-book.ts';
import type { WebhookConditions } from './webhook-conditions.ts';

/** What a script does beside the people's acts; the same for callers in the process and over HTTP. */
export interface InfobipControl {
  /** Sends any body, authorised as real ones. Without a number: to the first. */
  sendWebhook(order: WebhookOrder): void;
  /** Sends a message of any content, as if the person had sent it. */
  sendInbound(order: InboundOrder): void;
  /** Sets conditions of the number and its account. */
  setAccountConditions(numberId: string, conditions: AccountConditions): void;
  /** As `setCallback`, with what protects the webhook. */
  setCallbackTarget(numberId: string, target: CallbackTarget): void;
  setWebhookConditions(change: Partial<WebhookConditions>): void;
  /** Decides on a template, or changes its quality or category; webhooks tell of it. */
  changeTemplate(order: TemplateOrder): void;
  setMedia(order: MediaOrder): void;
  /** Ends the account's sessions and OAuth tokens. */
  revokeTokens(numberId: string): void;
  /** Posts half-full batches now. */
  flushWebhooks(): void;
}

export interface ControlledParts {
  world: World;
  accounts: Accounts;
  sessions: Sessions;
  outbox: Outbox;
  inbound: Inbound;
  library: MediaLibrary;
  templates: TemplateBook;
  setConditions(change: Partial<WebhookConditions>): void;
  setRedirectsMedia(redirects: boolean): void;
}

export function createControl(parts: ControlledParts): InfobipControl {
  const { accounts, outbox, inbound, world, templates, library, sessions } = parts;
  return {
    sendWebhook({ numberId, event = 'INBOUND_MESSAGE', body }) {
      const number = numberId === undefined ? accounts.listNumbers()[0] : accounts.requireNumber(numberId);
      if (!number) throw notFound('An Infobip sender');
      outbox.send({ number, event, body, chat: 'script' });
    },
    sendInbound: ({ numberId, personId, message }) =>
      inbound.arrive(accounts.requireNumber(numberId), world.people.require(personId), message),
    setAccountConditions(numberId, conditions) {
      const number = accounts.requireNumber(numberId);
      const account = accounts.requireAccount(number.username);
      const { scopes, trialRecipients, sharedKeyword, isLocked, hasNoCredits, sendsPerSecond, ...state } = conditions;
      accounts.setAccount({
        ...account,
        ...dropUndefined({ isLocked, hasNoCredits, sendsPerSecond }),
        ...(scopes !== undefined && { scopes: scopes ?? undefined }),
        ...(trialRecipients !== undefined && { trialRecipients: trialRecipients ?? undefined }),
      });
      accounts.setNumber({
        ...number,
        ...state,
        ...(sharedKeyword !== undefined && { sharedKeyword: sharedKeyword ?? undefined }),
      });
    },
    setCallbackTarget(numberId, target) {
      const forwarding = { type: 'HTTP_FORWARD', url: target.url, format: 'MO_OTT_CONTACT' };
      accounts.setNumber({ ...accounts.requireNumber(numberId), callback: target, forwarding });
    },
    setWebhookConditions: parts.setConditions,
    changeTemplate({ numberId, name, language, ...change }) {
      const template = templates.find(accounts.requireNumber(numberId).businessAccountId, name, language);
      if (!template) throw notFound(`Template ${name} in ${language}`);
      templates.change(template, change);
    },
    setMedia({ redirects, expire }) {
      if (redirects !== undefined) parts.setRedirectsMedia(redirects);
      if (expire) library.expireAll();
    },
    revokeTokens: (numberId) => sessions.revoke(accounts.requireNumber(numberId).username),
    flushWebhooks: outbox.flush,
  };
}
