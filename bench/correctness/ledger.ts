import { phoneOf } from '../wire.ts';
import type { Taken } from './provider.ts';

/** What people wrote in one scenario, and what of it was acknowledged. */
export interface Ledger {
  /** The text of a person's next message. */
  next(person: number): string;
  acknowledge(text: string): void;
  acknowledged: ReadonlySet<string>;
  /** Written, but never acknowledged although it was repeated. */
  unacknowledged(): number;
}

/** Texts are `scenario/person/number`, so that the provider's end knows what belongs where. */
export function createLedger(scenario: string): Ledger {
  const counts = new Map<number, number>();
  const acknowledged = new Set<string>();
  let written = 0;
  return {
    next(person) {
      const count = (counts.get(person) ?? 0) + 1;
      counts.set(person, count);
      written += 1;
      return `${scenario}/${person}/${count}`;
    },
    acknowledge(text) {
      acknowledged.add(text);
    },
    acknowledged,
    unacknowledged: () => written - acknowledged.size,
  };
}

export function scenarioOf(text: string): string {
  return text.split('/')[0] ?? '';
}

/** What went wrong, by its name; every figure should be zero. */
export type Faults = Record<string, number>;

/** Compares what was acknowledged with what the provider took. `isOrdered`: the scenario defines an order. */
export function judge(ledger: Ledger, taken: readonly Taken[], isOrdered: boolean): Faults {
  const texts = new Set(taken.map(({ text }) => text));
  const lost = [...ledger.acknowledged].filter((text) => !texts.has(text)).length;
  return {
    lost,
    doubled: taken.length - texts.size,
    disordered: isOrdered ? disordered(texts) : 0,
    'to the wrong person': taken.filter(({ to, text }) => to !== phoneOf(personOf(text))).length,
    'never acknowledged': ledger.unacknowledged(),
  };
}

/** Messages that came after a later one of the same person. `texts` in the order of their first arrival. */
function disordered(texts: Iterable<string>): number {
  const latest = new Map<number, number>();
  let count = 0;
  for (const text of texts) {
    const person = personOf(text);
    const number = numberOf(text);
    if (number < (latest.get(person) ?? 0)) count += 1;
    else latest.set(person, number);
  }
  return count;
}

export function personOf(text: string): number {
  return Number(text.split('/')[1]);
}

/** Which of a person's messages in its scenario it is, from 1. */
export function numberOf(text: string): number {
  return Number(text.split('/')[2]);
}
