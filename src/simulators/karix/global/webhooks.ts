import { nextUid } from '../ids.ts';

/** A callback URL that an account has named. */
export interface NamedWebhook {
  readonly uid: string;
  readonly accountUid: string;
  readonly name: string;
  readonly eventsUrl: string;
}

/** The webhooks of all accounts, and which number has which. */
export interface Webhooks {
  create(accountUid: string, webhook: Pick<NamedWebhook, 'name' | 'eventsUrl'>): NamedWebhook;
  change(webhook: NamedWebhook): void;
  get(accountUid: string, uid: string): NamedWebhook | undefined;
  list(accountUid: string): NamedWebhook[];
  remove(uid: string): void;
  /** Null: no webhook any more. */
  attach(numberId: string, uid: string | null): void;
  attachedTo(numberId: string): NamedWebhook | undefined;
}

export function createWebhooks(): Webhooks {
  const webhooks = new Map<string, NamedWebhook>();
  const attached = new Map<string, string>();
  return {
    create(accountUid, webhook) {
      const created = { ...webhook, uid: nextUid(), accountUid };
      webhooks.set(created.uid, created);
      return created;
    },
    change: (webhook) => void webhooks.set(webhook.uid, webhook),
    get(accountUid, uid) {
      const webhook = webhooks.get(uid);
      return webhook?.accountUid === accountUid ? webhook : undefined;
    },
    list: (accountUid) => [...webhooks.values()].filter((webhook) => webhook.accountUid === accountUid),
    remove: (uid) => void webhooks.delete(uid),
    attach(numberId, uid) {
      if (uid === null) attached.delete(numberId);
      else attached.set(numberId, uid);
    },
    attachedTo: (numberId) => webhooks.get(attached.get(numberId) ?? ''),
  };
}
