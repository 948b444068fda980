/** What texts and expressions can name: the session's variables, and beside them what stands in `GIVEN`. */
export type Scope = Readonly<Record<string, unknown>>;

/** Names with a meaning of their own; no variable can take them. */
export const GIVEN = ['contact', 'channel', 'sender', 'message', 'now', 'error', 'secrets'] as const;
