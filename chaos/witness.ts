/** Notes what happened when, so that an excuse can be proved. All times are epoch ms. */
export interface Witness {
  /** Something that may leave requests to these numbers without an answer; null: to all of them. */
  disturbed(numberId: string | null, from: number, to: number): void;
  wasDisturbed(numberId: string, from: number, to: number): boolean;
  froze(from: number, to: number): void;
  freezes(): readonly Span[];
  /** The business sent this; the next acknowledged webhook that names it is its echo. */
  sent(providerMessageId: string): void;
  /** A webhook was acknowledged; `text` is all that it said. */
  acknowledged(text: string): void;
  /** When the gateway first acknowledged a webhook about the message; undefined: never. */
  echoedAt(providerMessageId: string): number | undefined;
}

export interface Span {
  from: number;
  to: number;
}

export function createWitness(): Witness {
  const disturbances: (Span & { numberId: string | null })[] = [];
  const freezes: Span[] = [];
  const echoed = new Map<string, number>();
  const awaited = new Map<string, readonly string[]>();
  return {
    disturbed: (numberId, from, to) => void disturbances.push({ numberId, from, to }),
    wasDisturbed: (numberId, from, to) =>
      disturbances.some((one) => (one.numberId ?? numberId) === numberId && one.from <= to && one.to >= from),
    froze: (from, to) => void freezes.push({ from, to }),
    freezes: () => freezes,
    // As JSON writes it, as Meta does (slashes escaped), and as forms do.
    sent: (id) => void awaited.set(id, [...new Set([id, id.replaceAll('/', '\\/'), encodeURIComponent(id)])]),
    acknowledged(text) {
      const now = Date.now();
      for (const [id, forms] of awaited) {
        if (!forms.some((form) => text.includes(form))) continue;
        awaited.delete(id);
        echoed.set(id, now);
      }
    },
    echoedAt: (id) => echoed.get(id),
  };
}
