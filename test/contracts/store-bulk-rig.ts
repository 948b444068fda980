import { expect } from 'vitest';
import type { Identifier } from '../../src/domain/identity.ts';
import type { BulkSendId } from '../../src/domain/ids.ts';
import type {
  BulkAllowance,
  BulkStep,
  BulkStore,
  BulkView,
  ClaimedBulk,
  NewBulkSend,
  RecipientView,
} from '../../src/store/bulk.ts';
import type { Fenced } from '../../src/store/work.ts';
import { CHANNEL, fresh, only, phone, type Rig, SENDER, textOf } from './store-work-rig.ts';

/** Speaks to a bulk store in the words of its tests; the work store beside it sends what bulk sends queue. */
export class BulkRig {
  readonly bulk: BulkStore;
  readonly rig: Rig;

  constructor(bulk: BulkStore, rig: Rig) {
    this.bulk = bulk;
    this.rig = rig;
  }

  async create(values: Partial<NewBulkSend> = {}): Promise<BulkSendId> {
    const outcome = await this.bulk.create({
      id: fresh('bulk') as BulkSendId, // An invented id.
      channelId: CHANNEL,
      senderId: SENDER,
      name: 'News',
      content: { type: 'text', text: 'news' },
      ...values,
    });
    if (outcome.outcome === 'conflict') throw new Error('a conflict');
    return outcome.id;
  }

  async append(id: BulkSendId, ...people: (readonly Identifier[])[]): Promise<void> {
    const recipients = people.map((identifiers) => ({ identifiers, parameters: null }));
    expect((await this.bulk.append({ id, at: null, recipients })).outcome).toBe('ok');
  }

  /** A running one to these people. */
  async running(...people: (readonly Identifier[])[]): Promise<BulkSendId> {
    const id = await this.create();
    await this.append(id, ...people);
    expect(await this.bulk.change(id, 'start')).toBe('ok');
    return id;
  }

  async claims(values: Partial<BulkAllowance> = {}): Promise<readonly ClaimedBulk[]> {
    const allowance = { senderId: SENDER, chunk: 10, perSecond: 1_000, ...values };
    return (await this.bulk.claim({ leaseMs: 30_000, senders: [allowance] })).work;
  }

  async claim(values: Partial<BulkAllowance> = {}): Promise<ClaimedBulk> {
    return only(await this.claims(values));
  }

  /** What the pipeline would make of a claim: one text for everybody. */
  step({ lane, id, recipients }: ClaimedBulk, delayMs = 0): BulkStep {
    return {
      lane,
      id,
      delayMs,
      recipients: recipients.map(({ place, identifiers }) => ({
        place,
        identifiers,
        drafts: [this.rig.draft(`news to ${identifiers[0]?.value}`, { author: 'campaign', freeForm: false })],
        trace: [],
      })),
    };
  }

  async expand(claimed: ClaimedBulk): Promise<Fenced> {
    return await this.bulk.expand(this.step(claimed));
  }

  /** Sends whatever waits; the texts, in the order in which they went. */
  async sendAll(): Promise<(string | undefined)[]> {
    const texts: (string | undefined)[] = [];
    for (;;) {
      const sends = await this.rig.claimSends();
      if (sends.length === 0) return texts;
      for (const send of sends) {
        texts.push(textOf(send));
        expect(await this.rig.work.commitSend(this.rig.accepted(send))).toBe('ok');
      }
    }
  }

  /** Addresses and sends in turn until nothing is left; the texts sent. */
  async run(values: Partial<BulkAllowance> = {}): Promise<(string | undefined)[]> {
    const texts: (string | undefined)[] = [];
    for (;;) {
      const claimed = await this.claims(values);
      for (const one of claimed) expect(await this.expand(one)).toBe('ok');
      texts.push(...(await this.sendAll()));
      if (claimed.length === 0) return texts;
    }
  }

  async view(id: BulkSendId): Promise<BulkView> {
    const view = await this.bulk.get(id);
    if (view === null) throw new Error('no such bulk send');
    return view;
  }

  async recipients(id: BulkSendId): Promise<readonly RecipientView[]> {
    return (await this.bulk.recipients(id, null, { limit: 100 })).items;
  }

  /** `state` or the reason to skip, of every recipient. */
  async fates(id: BulkSendId): Promise<string[]> {
    return (await this.recipients(id)).map(({ state, reason }) => reason ?? state);
  }
}

/** Invented people. */
export function people(count: number): Identifier[][] {
  return Array.from({ length: count }, (_, index) => [phone(`1555${String(index).padStart(4, '0')}`)]);
}

export function newsTo(...recipients: (readonly Identifier[])[]): string[] {
  return recipients.map(([identifier]) => `news to ${identifier?.value}`);
}
