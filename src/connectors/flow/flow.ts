import type { MediaKind } from '../../domain/content.ts';
import type { Expectation } from './expectations/expectation.ts';
import type { Pattern } from './pattern.ts';
import type { Expression } from './templates/expression.ts';
import type { Template } from './templates/template.ts';
import type { Text } from './templates/text.ts';
import type { TimeSpan } from './time-of-day.ts';

/** A flow as it runs. docs/connectors/flow.md describes how it is written. */
export interface Flow {
  /** The first that fits wins. */
  triggers: readonly Trigger[];
  sections: ReadonlyMap<string, readonly Step[]>;
}

export type Trigger = {
  /** Its path in the definition. */
  at: string;
  goto: string;
  /** Fits only then. */
  time?: TimeSpan;
  /** Leads away from a question that waits. */
  interrupts: boolean;
} & Condition;

export type Condition =
  | { on: 'greeting' | 'fallback' | 'location' }
  /** Nothing but its time. */
  | { on: 'time' }
  /** As `wordsOf` gives them. */
  | { on: 'keyword'; phrases: readonly string[] }
  | { on: 'choice'; ids: readonly string[] }
  | { on: 'pattern'; pattern: Pattern }
  | { on: 'media'; kinds: readonly MediaKind[] };

/** One or several message parts, read again when they are filled. */
export type Saying = readonly Template[];

/** Steps of a section in one row; what stands below a `when` is spread out and jumped over. */
export type Step = {
  /** Its path in the definition, which is also the name of the place. */
  at: string;
} & Action;

export type Action =
  | { do: 'say'; say: Saying }
  | Ask
  /** Goes on at index `otherwise` of the section if the condition does not hold. */
  | { do: 'branch'; condition: Expression; otherwise: number }
  | { do: 'jump'; to: number }
  | { do: 'set'; values: readonly { name: string; value: Expression | Constant }[] }
  | Call
  | { do: 'goto'; section: string }
  | { do: 'handover'; note?: Template }
  | { do: 'end' };

export interface Constant {
  constant: unknown;
}

export interface Ask {
  do: 'ask';
  say: Saying;
  store: string;
  expect: Expectation;
  /** How often it is asked once more. */
  retries: number;
  /** Said before it waits once more; absent: the question itself. */
  retry?: Saying;
  /** Section for when the retries are used up. */
  otherwise?: string;
}

export interface Call {
  do: 'call';
  method: string;
  /** Inserted values are percent-encoded. */
  url: Text;
  query: readonly { name: string; value: Text }[];
  headers: readonly { name: string; value: Text }[];
  body?: Template;
  timeoutMs: number;
  store?: string;
  /** Section for when it failed; absent: the turn fails and is tried again. */
  onError?: string;
}
