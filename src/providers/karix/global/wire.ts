/** The older API of Karix. https://github.com/karixtech/karix-python (docs, seen 2026-06) */

/** `content`: one member, named like the kind. */
export type GlobalContent = Readonly<Record<string, unknown>>;

export interface SendBody {
  channel: 'whatsapp';
  /** E.164 with the plus. */
  source: string;
  /** WhatsApp takes exactly one. */
  destination: readonly [string];
  content: GlobalContent;
  /** Where what becomes of the message is told. */
  events_url?: string;
}

/** The query parameter of `events_url` that carries our attempt: Karix has no field for it. */
export const ATTEMPT_PARAMETER = 'attempt';
