/** What people, bot, partners and disasters did and when, so that a fault is understood without being repeated. */
export interface Journal {
  /** `about`: the text of a person's message, a number's id, or null: everybody. `at`: epoch ms, now if left out. */
  note(about: string | null, what: string, at?: number): void;
  /** What was noted about these from `from` to `to`. Oldest first. */
  read(about: readonly (string | null)[], from: number, to: number): Note[];
}

export interface Note {
  /** Epoch ms. */
  at: number;
  what: string;
}

export function createJournal(): Journal {
  const notes = new Map<string | null, Note[]>();
  return {
    note(about, what, at = Date.now()) {
      const known = notes.get(about);
      if (known) known.push({ at, what });
      else notes.set(about, [{ at, what }]);
    },
    read: (about, from, to) =>
      about
        .flatMap((one) => notes.get(one) ?? [])
        .filter(({ at }) => at >= from && at <= to)
        .toSorted((a, b) => a.at - b.at),
  };
}
