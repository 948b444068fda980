/** How much of which trouble a schedule has. Chances are per occasion. */
export interface Profile {
  nodes: number;
  people: number;
  messagesPerPerson: number;
  /** Messages from the API beside the bots' answers. */
  apiMessages: number;
  /** Chance that an event shows a person by one identifier only. */
  partlyKnown: number;
  /** Trouble stops after this time, so that every schedule comes to rest. */
  troubleMs: number;
  node: {
    /** Per step. */
    crash: number;
    /** Of the crashes, those that are an orderly stop. */
    orderly: number;
    pause: number;
    mostCrashes: number;
    downMs: readonly [number, number];
    pausedMs: readonly [number, number];
  };
  store: { refused: number; answerLost: number; wakeLost: number };
  webhook: { duplicate: number; bundled: number; answerLost: number; latencyMs: number };
  provider: {
    refused: number;
    throttled: number;
    errorBefore: number;
    errorAfter: number;
    droppedBefore: number;
    droppedAfter: number;
    silent: number;
    rejected: number;
    /** Of the accepted messages: none of their statuses is ever sent. */
    statusesLost: number;
  };
  /** Every channel has a connection that stands by; null: none has. `awayMs`: when, from the start, the active one's provider is away. */
  standby: { awayMs: readonly [number, number] } | null;
  bot: {
    error: number;
    refusal: number;
    silent: number;
    deferred: number;
    /** Of the deferred: it never replies. */
    forgets: number;
    /** Of the answers: it hands over to a human, who gives back later. */
    handsOver: number;
    /** Chance that the bot goes down for a while, per call. */
    goesDown: number;
  };
}

const CALM: Profile = {
  nodes: 1,
  people: 3,
  messagesPerPerson: 4,
  apiMessages: 2,
  partlyKnown: 0,
  troubleMs: 30_000,
  node: { crash: 0, orderly: 0, pause: 0, mostCrashes: 0, downMs: [200, 40_000], pausedMs: [1_000, 70_000] },
  store: { refused: 0, answerLost: 0, wakeLost: 0 },
  webhook: { duplicate: 0.1, bundled: 0.3, answerLost: 0, latencyMs: 200 },
  provider: {
    refused: 0,
    throttled: 0,
    errorBefore: 0,
    errorAfter: 0,
    droppedBefore: 0,
    droppedAfter: 0,
    silent: 0,
    rejected: 0,
    statusesLost: 0,
  },
  standby: null,
  bot: { error: 0, refusal: 0, silent: 0, deferred: 0, forgets: 0, handsOver: 0, goesDown: 0 },
};

const CRASHES: Profile = {
  ...CALM,
  troubleMs: 60_000,
  node: { ...CALM.node, crash: 0.004, orderly: 0.2, mostCrashes: 3 },
  store: { refused: 0.02, answerLost: 0.02, wakeLost: 0.2 },
  webhook: { ...CALM.webhook, duplicate: 0.2, answerLost: 0.05 },
};

const PROVIDER_TROUBLE: Profile = {
  ...CALM,
  troubleMs: 60_000,
  webhook: { ...CALM.webhook, duplicate: 0.3, latencyMs: 1_500 },
  provider: {
    refused: 0.06,
    throttled: 0.06,
    errorBefore: 0.05,
    errorAfter: 0.05,
    droppedBefore: 0.05,
    droppedAfter: 0.05,
    silent: 0.03,
    rejected: 0.03,
    statusesLost: 0.1,
  },
};

/** One node that comes and goes while the provider's answers are lost: no echo may be missed for that. */
const OUTAGES: Profile = {
  ...CRASHES,
  node: { ...CRASHES.node, mostCrashes: 6 },
  webhook: PROVIDER_TROUBLE.webhook,
  provider: { ...PROVIDER_TROUBLE.provider, errorBefore: 0.15, errorAfter: 0.15, droppedAfter: 0.15 },
};

const BOT_TROUBLE: Profile = {
  ...CALM,
  troubleMs: 120_000,
  bot: { error: 0.1, refusal: 0.03, silent: 0.05, deferred: 0.3, forgets: 0.1, handsOver: 0.04, goesDown: 0.01 },
};

const TWO_NODES: Profile = {
  ...CALM,
  nodes: 2,
  troubleMs: 60_000,
  node: { ...CALM.node, crash: 0.002, orderly: 0.2, pause: 0.004, mostCrashes: 3 },
  store: { refused: 0.01, answerLost: 0.01, wakeLost: 0.5 },
  webhook: { ...CALM.webhook, duplicate: 0.3, answerLost: 0.05 },
};

const EVERYTHING: Profile = {
  ...TWO_NODES,
  troubleMs: 120_000,
  provider: PROVIDER_TROUBLE.provider,
  bot: BOT_TROUBLE.bot,
  partlyKnown: 0.2,
};

/** The same people by phone, by id and by both: their contacts are found to be one while messages are under way. */
const IDENTITIES: Profile = { ...CRASHES, people: 4, messagesPerPerson: 5, partlyKnown: 0.6 };

/** The active connection's provider goes away for a while and comes back; another connection sends meanwhile. */
const FAILOVER: Profile = {
  ...CALM,
  people: 6,
  messagesPerPerson: 6,
  apiMessages: 6,
  troubleMs: 60_000,
  // People go on writing afterwards: the return shows with the next message.
  standby: { awayMs: [2_000, 30_000] },
};

/** The same on two nodes, each judging by itself, while everything else goes wrong too. */
const FAILOVER_TROUBLE: Profile = {
  ...FAILOVER,
  nodes: 2,
  node: TWO_NODES.node,
  store: TWO_NODES.store,
  webhook: TWO_NODES.webhook,
  provider: { ...CALM.provider, refused: 0.03, errorAfter: 0.03, droppedBefore: 0.02, throttled: 0.03 },
};

export const PROFILES = {
  calm: CALM,
  crashes: CRASHES,
  provider_trouble: PROVIDER_TROUBLE,
  outages: OUTAGES,
  bot_trouble: BOT_TROUBLE,
  two_nodes: TWO_NODES,
  identities: IDENTITIES,
  everything: EVERYTHING,
  failover: FAILOVER,
  failover_trouble: FAILOVER_TROUBLE,
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof PROFILES;
