import { afterEach, beforeEach, describe } from 'vitest';
import type { AttemptId } from '../../src/domain/ids.ts';
import type { InboundMessageItem, IngestItem } from '../../src/store/ingest-items.ts';
import type { Store } from '../../src/store/store.ts';
import type {
  ClaimedSend,
  ClaimedTurn,
  LaneKind,
  Offer,
  SendTerms,
  TurnStep,
  TurnTerms,
} from '../../src/store/work.ts';
import { describeBegunSends } from './store-work-begun-sends.ts';
import { describeBegunTurns } from './store-work-begun-turns.ts';
import { BOT, CONNECTION, fresh, only, Rig, SENDER, type WorkSubject } from './store-work-rig.ts';

/** Begun work is seen in queries too: how a message stands, and its attempts. */
export interface OfferSubject extends WorkSubject {
  queries: Store['queries'];
}

/** What a database does with offers. The in-memory model takes none: work waits for claims there. `open` gives an empty one. */
export function describeOffers(name: string, open: () => Promise<OfferSubject>): void {
  describe(name, () => {
    let subject: OfferSubject | null = null;
    let rig: OfferRig | null = null;
    beforeEach(async () => {
      subject = await open();
      rig = new OfferRig(subject);
    });
    afterEach(async () => {
      await subject?.close();
      subject = null;
    });
    const current = () => {
      if (rig === null) throw new Error('no store is open');
      return rig;
    };
    describeBegunTurns(current);
    describeBegunSends(current);
  });
}

/** An offer, and what was taken of it. */
export interface KeptOffer<Terms, Work> extends Offer<Terms, Work> {
  taken: Work[];
}

/** A rig that also offers. */
export class OfferRig extends Rig {
  readonly queries: Store['queries'];

  constructor(subject: OfferSubject) {
    super(subject);
    this.queries = subject.queries;
  }

  turnOffer(terms: Partial<TurnTerms> = {}): KeptOffer<TurnTerms, ClaimedTurn> {
    const taken: ClaimedTurn[] = [];
    return { terms: { botId: BOT, leaseMs: 30_000, ...terms }, take: (turn) => void taken.push(turn), taken };
  }

  sendOffer(terms: Partial<SendTerms> = {}): KeptOffer<SendTerms, ClaimedSend> {
    const taken: ClaimedSend[] = [];
    const attemptIds = [fresh('attempt') as AttemptId];
    const all = { leaseMs: 30_000, connections: { [SENDER]: CONNECTION }, pair: {}, attemptIds, ...terms };
    return { terms: all, take: (send) => void taken.push(send), taken };
  }

  /** One webhook with an offer; the turns that it began: one at most. */
  async ingestOffered(...items: IngestItem[]): Promise<ClaimedTurn[]> {
    const offer = this.turnOffer();
    await this.work.ingest(items, undefined, offer);
    return offer.taken;
  }

  /** A turn that is begun with its message. */
  async begin(item: InboundMessageItem = this.message('hello')): Promise<ClaimedTurn> {
    return only(await this.ingestOffered(item));
  }

  /** Commits a step with an offer; the sends that it began: one at most. */
  async commitOffered(step: TurnStep, terms: Partial<SendTerms> = {}): Promise<ClaimedSend[]> {
    const offer = this.sendOffer(terms);
    await this.work.commitTurn(step, offer);
    return offer.taken;
  }

  /** The kinds that are woken while this is done. A signal of the kind `last`, which it must give at its end, shows that no more are to come. */
  async wokenBy(last: LaneKind, act: () => Promise<unknown>): Promise<LaneKind[]> {
    const woken: LaneKind[] = [];
    let stop = () => {};
    const ended = new Promise<void>((resolve) => {
      stop = this.work.onWork((kind) => {
        woken.push(kind);
        if (kind === last) resolve();
      });
    });
    await act();
    await ended;
    stop();
    return [...new Set(woken)];
  }
}

/** Everything that is told of it but ids, tokens and numbers of phones, which each one has of its own. */
export function withoutIds(work: ClaimedTurn | ClaimedSend): unknown {
  const { conversation, lane } = work;
  const own = 'items' in work ? idsOfTurn(work) : [work.messageId, work.attempt?.id];
  const ids = [conversation.id.replace(/^conv_/, ''), conversation.contactId, ...own];
  for (const { value } of conversation.identifiers) ids.push(value);
  const told = JSON.stringify({ ...work, lane: { ...lane, token: '' } });
  return JSON.parse(ids.reduce<string>((text, id, n) => (id ? text.replaceAll(id, `<${n}>`) : text), told));
}

function idsOfTurn({ items, session }: ClaimedTurn): (string | undefined)[] {
  return [session?.id, ...items.flatMap(({ messageId, providerMessageId }) => [messageId, providerMessageId ?? '-'])];
}
