/** Notes what happened when, so that an excuse can be proved. All times are epoch ms. */
export interface Witness {
  /** Something that may leave requests to these numbers, or from them, without an answer; null: to all of them. */
  disturbed(numberId: string | null, from: number, to: number): void;
  /** One send request to this number got no readable answer. */
  spoiled(numberId: string, at: number): void;
  /** Whether something was to blame for a doubt in this time. What was spoiled once is to blame once: `for` whom. */
  explains(doubt: Span & { numberId: string; for: string }): boolean;
  wasDisturbed(numberId: string, span: Span): boolean;
  froze(from: number, to: number): void;
  freezes(): readonly Span[];
  /** The business sent this; webhooks that name it are its echo. */
  sent(providerMessageId: string): void;
  /** A webhook was answered; `text` is all that it said. Null: by no node, or not in time. */
  answered(text: string, status: number | null): void;
  /** What became of the webhooks about the message. */
  echoOf(providerMessageId: string): Echo;
}

export interface Span {
  from: number;
  to: number;
}

export interface Echo {
  /** When the gateway first acknowledged one; undefined: never. */
  acknowledgedAt?: number;
  /** When a node refused one before that. */
  refusedAt: readonly number[];
  /** When one before that found nobody who answered in time. */
  unheardAt: readonly number[];
}

interface Awaited {
  /** As JSON writes the id, as Meta does (slashes escaped), and as forms do. */
  forms: readonly string[];
  refusedAt: number[];
  unheardAt: number[];
  acknowledgedAt?: number;
}

export function createWitness(now: () => number = Date.now): Witness {
  const disturbances: (Span & { numberId: string | null })[] = [];
  const spoiled: { numberId: string; at: number; blamedBy?: string }[] = [];
  const freezes: Span[] = [];
  const awaited = new Map<string, Awaited>();
  const echoes = new Map<string, Awaited>();

  const wasDisturbed: Witness['wasDisturbed'] = (numberId, { from, to }) =>
    disturbances.some((one) => (one.numberId ?? numberId) === numberId && one.from <= to && one.to >= from);

  return {
    disturbed: (numberId, from, to) => void disturbances.push({ numberId, from, to }),
    spoiled: (numberId, at) => void spoiled.push({ numberId, at }),
    explains({ numberId, from, to, for: doubt }) {
      const request = spoiled.find(
        (one) => one.numberId === numberId && one.at >= from && one.at <= to && (one.blamedBy ?? doubt) === doubt,
      );
      if (request) request.blamedBy = doubt;
      return request !== undefined || wasDisturbed(numberId, { from, to });
    },
    wasDisturbed,
    froze: (from, to) => void freezes.push({ from, to }),
    freezes: () => freezes,
    sent(id) {
      const forms = [...new Set([id, id.replaceAll('/', '\\/'), encodeURIComponent(id)])];
      const echo = { forms, refusedAt: [], unheardAt: [] };
      awaited.set(id, echo);
      echoes.set(id, echo);
    },
    answered(text, status) {
      for (const [id, echo] of awaited) {
        if (!echo.forms.some((form) => text.includes(form))) continue;
        if (status === 200) {
          awaited.delete(id);
          echo.acknowledgedAt = now();
        } else (status === null ? echo.unheardAt : echo.refusedAt).push(now());
      }
    },
    echoOf: (id) => echoes.get(id) ?? { refusedAt: [], unheardAt: [] },
  };
}
