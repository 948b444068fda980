/** What people wrote, and what became of it. */
export interface Ledger {
  /** A text that nobody wrote before. */
  next(): string;
  acknowledged(text: string): void;
  refused(): void;
  /** The connection ended without an answer. */
  broken(): void;
  /** The provider got this. */
  answered(text: string): void;
  count(): Count;
}

export interface Count {
  written: number;
  acknowledged: number;
  refused: number;
  broken: number;
  answered: number;
  /** Acknowledged and not answered, so far. */
  open: number;
  /** Answers beyond one. */
  doubled: number;
}

interface Fate {
  isAcknowledged: boolean;
  answers: number;
}

/** Keeps what is under way, and of the rest only that it was answered. */
export function createLedger(): Ledger {
  const underWay = new Map<string, Fate>();
  const done = new Set<number>();
  const count = { written: 0, acknowledged: 0, refused: 0, broken: 0, answered: 0, doubled: 0 };
  const fateOf = (text: string): Fate => {
    const fate = underWay.get(text) ?? { isAcknowledged: false, answers: 0 };
    underWay.set(text, fate);
    return fate;
  };
  const close = (text: string, fate: Fate) => {
    if (!fate.isAcknowledged || fate.answers === 0) return;
    underWay.delete(text);
    done.add(serialOf(text));
  };

  return {
    next() {
      count.written += 1;
      return `soak-${count.written}`;
    },
    acknowledged(text) {
      count.acknowledged += 1;
      const fate = fateOf(text);
      fate.isAcknowledged = true;
      close(text, fate);
    },
    refused() {
      count.refused += 1;
    },
    broken() {
      count.broken += 1;
    },
    answered(text) {
      if (done.has(serialOf(text))) {
        count.doubled += 1;
        return;
      }
      const fate = fateOf(text);
      fate.answers += 1;
      if (fate.answers === 1) count.answered += 1;
      else count.doubled += 1;
      close(text, fate);
    },
    count() {
      let open = 0;
      for (const { isAcknowledged } of underWay.values()) if (isAcknowledged) open += 1;
      return { ...count, open };
    },
  };
}

function serialOf(text: string): number {
  return Number(text.slice(text.lastIndexOf('-') + 1));
}
