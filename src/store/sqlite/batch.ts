/** What passes between the gateway's thread and the writer: everything that queued while the previous batch was being committed. */
export interface WriteBatch {
  /** The store's clock. */
  now: number;
  groups: readonly BatchGroup[];
}

export interface BatchGroup {
  operation: string;
  /** JSON texts: cheaper to hand over than objects, and what cannot be stored is already replaced. */
  inputs: readonly string[];
}

export type Outcome = { ok: true; output: unknown } | { ok: false; error: PlainError };

/** `unavailable`: the database cannot take it now; otherwise the operation failed. */
export interface PlainError {
  unavailable: boolean;
  message: string;
}

export interface BatchAnswer {
  /** By group and input, in the batch's order. */
  outcomes: readonly (readonly Outcome[])[];
  /** What the operations notified. */
  topics: readonly string[];
}
