/** A flow as it runs. docs/connectors/flow.md describes how it is written. */
export interface Flow {
  /** The first that fits wins. */
  triggers: readonly Trigger[];
  sections: ReadonlyMap<string, readonly Step[]>;
}

export type Trigger = { goto: string } & (
  | { on: 'greeting' | 'fallback' }
  /** As `wordsOf` gives them. */
  | { on: 'keyword'; phrases: readonly string[] }
  | { on: 'choice'; ids: readonly string[] }
);

/** What is said is a message part that may have placeholders; it is read again when they are filled. */
export type Step =
  | { do: 'say'; say: unknown }
  | { do: 'ask'; say: unknown; store: string }
  | { do: 'goto'; section: string }
  | { do: 'end' };

/** The question that waits for an answer. Kept as the session's state, so that a restart does not forget it. */
export interface Place {
  section: string;
  step: number;
}
