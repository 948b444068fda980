/** What the command line asks for. */
export interface Plan {
  rounds: number;
  /** Of one target in one round, at most. */
  messages: number;
  /** Of one target in one round of echoes, at most. */
  seconds: number;
  /** PostgreSQL's maintenance database, as a superuser. */
  databaseUrl: string;
  hasPeers: boolean;
  bulk: { rounds: number; recipients: number; perSecond: number };
  /** Idle conversations of a full store, ten messages each. */
  conversations: number;
}
