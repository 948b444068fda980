/** What is measured: each target is a process of its own, fresh for every round. */
export interface Target {
  port: number;
  /** Path of the webhook. */
  path: string;
  stop(): Promise<void>;
}

/** What a target talks to. */
export interface Ends {
  botUrl: string;
  graphUrl: string;
}
