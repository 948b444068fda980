const PATIENCE_MS = 15_000;

/** Something that happened; whoever waits looks again. */
export interface Happenings {
  /** Returns the function that ends listening. */
  listen(again: () => void): () => void;
}

export interface Wanted<Found> {
  /** End of the sentence "waited in vain for …". */
  what: string;
  /** Looks now; undefined: not yet. */
  look(): Found | undefined | Promise<Found | undefined>;
  /** For the failure: what there is instead. */
  seen(): unknown;
}

/** `eventually` with the happenings of one gateway. */
export type Eventually = <Found>(
  what: string,
  look: () => Found | undefined | Promise<Found | undefined>,
  seen?: () => unknown,
) => Promise<Found>;

/** Looks at once and after everything that happens, until it is there. Rejects after 15 s with what was seen. */
export async function eventually<Found>(wanted: Wanted<Found>, happenings: Happenings): Promise<Found> {
  let wake: (() => void) | null = null;
  let happened = false;
  const stopListening = happenings.listen(() => {
    happened = true;
    wake?.();
  });
  let isLate = false;
  const alarm = setTimeout(() => {
    isLate = true;
    wake?.();
  }, PATIENCE_MS);
  try {
    for (;;) {
      happened = false;
      const found = await wanted.look();
      if (found !== undefined) return found;
      if (isLate) throw new Error(`waited in vain for ${wanted.what}; seen: ${show(await wanted.seen())}`);
      if (!happened) await new Promise<void>((resolve) => (wake = resolve));
      wake = null;
    }
  } finally {
    clearTimeout(alarm);
    stopListening();
  }
}

function show(value: unknown): string {
  return JSON.stringify(value, null, 2) ?? String(value);
}
