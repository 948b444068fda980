import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

/** One kind of lane at the moment of a scrape. */
interface QueueSample {
  kind: string;
  lanes: number;
  due: number;
  /** Age of the oldest due lane, ms. */
  oldestMs: number;
  /** Lanes that wait for something, by what it is. */
  waiting?: Readonly<Record<string, number>>;
}

interface HttpSample {
  method: string;
  /** The route's pattern, never the path: paths hold tokens. */
  route: string;
  status: number;
  durationMs: number;
}

/** What the process measures, all named `chasqui_…`; seconds, as Prometheus wants them. */
export interface Metrics {
  stage(stage: string, durationMs: number): void;
  sendFailed(kind: string): void;
  /** `count`: 0 shows a series before anything is counted, so that the first one is a rise. Default: 1. */
  webhook(outcome: string, count?: number): void;
  sendEnded(outcome: string, count?: number): void;
  deadLetter(reason: string, count?: number): void;
  /** Asked at every scrape; `of` is what the circuits stand before. */
  watchCircuits(of: string, openCount: () => number): void;
  /** A request was refused because too much waits for the store. */
  refused(what: { door: string; reason: string }): void;
  /** Requests that wait for the store, and the bytes of their bodies; asked at every scrape. */
  watchInHand(read: () => { requests: number; bytes: number }): void;
  http(sample: HttpSample): void;
  /** Asked at every scrape. Its failure leaves the queues out and is counted. */
  watchQueues(read: () => Promise<readonly QueueSample[]>): void;
  /** The same for what running bulk sends still have before them. */
  watchBulk(read: () => Promise<{ running: number; pending: number }>): void;
  /** Reasons of connections that are stopped, asked at every scrape. */
  watchStops(read: () => readonly string[]): void;
  /** Prometheus text. */
  scrape(): Promise<{ contentType: string; body: string }>;
}

/** From well under a commit (0.5 ms) to the longest bot call (120 s). */
const STAGE_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];
const HTTP_BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** A registry of its own, so that two gateways in one process (tests) do not share figures. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry, prefix: 'chasqui_' });
  const series = createSeries(registry);
  const circuits = new Map<string, () => number>();
  let readInHand: (() => { requests: number; bytes: number }) | null = null;
  let readStops: () => readonly string[] = () => [];
  let readQueues: (() => Promise<readonly QueueSample[]>) | null = null;
  let readBulk: (() => Promise<{ running: number; pending: number }>) | null = null;

  return {
    stage: (stage, durationMs) => series.stages.observe({ stage }, durationMs / 1_000),
    sendFailed: (kind) => series.sendFailures.inc({ kind }),
    webhook: (outcome, count) => series.webhooks.inc({ outcome }, count),
    sendEnded: (outcome, count) => series.sends.inc({ outcome }, count),
    deadLetter: (reason, count) => series.deadLetters.inc({ reason }, count),
    watchCircuits(of, openCount) {
      circuits.set(of, openCount);
    },
    refused: (what) => series.refused.inc(what),
    watchInHand(read) {
      readInHand = read;
    },
    http: ({ method, route, status, durationMs }) =>
      series.http.observe({ method, route, status: String(status) }, durationMs / 1_000),
    watchQueues(read) {
      readQueues = read;
    },
    watchBulk(read) {
      readBulk = read;
    },
    watchStops(read) {
      readStops = read;
    },
    async scrape() {
      series.stopped.reset();
      for (const reason of readStops()) series.stopped.inc({ reason });
      for (const [of, openCount] of circuits) series.circuits.set({ of }, openCount());
      if (readInHand) showInHand(series, readInHand());
      if (readQueues) await sampleQueues(series, readQueues);
      if (readBulk) await sampleBulk(series, readBulk);
      return { contentType: registry.contentType, body: await registry.metrics() };
    },
  };
}

type Series = ReturnType<typeof createSeries>;

function createSeries(registry: Registry) {
  const registers = [registry];
  const kind = ['kind'] as const;
  return {
    stages: new Histogram({
      name: 'chasqui_stage_duration_seconds',
      help: 'Duration of a stage of a message',
      labelNames: ['stage'] as const,
      buckets: STAGE_BUCKETS,
      registers,
    }),
    http: new Histogram({
      name: 'chasqui_http_request_duration_seconds',
      help: 'Duration of HTTP requests by route',
      labelNames: ['method', 'route', 'status'] as const,
      buckets: HTTP_BUCKETS,
      registers,
    }),
    sendFailures: new Counter({
      name: 'chasqui_send_failures_total',
      help: 'Failed attempts to send, by kind of failure',
      labelNames: kind,
      registers,
    }),
    webhooks: new Counter({
      name: 'chasqui_webhooks_total',
      help: 'Webhook requests by outcome',
      labelNames: ['outcome'] as const,
      registers,
    }),
    sends: new Counter({
      name: 'chasqui_sends_total',
      help: 'Sends by outcome: accepted by the provider, failed for good, to be tried again, in doubt',
      labelNames: ['outcome'] as const,
      registers,
    }),
    deadLetters: new Counter({
      name: 'chasqui_dead_letters_total',
      help: 'Dead letters that this node stored, by reason',
      labelNames: ['reason'] as const,
      registers,
    }),
    circuits: new Gauge({
      name: 'chasqui_circuits_open',
      help: 'Bots or connections that this node leaves alone until a probe succeeds',
      labelNames: ['of'] as const,
      registers,
    }),
    waiting: new Gauge({
      name: 'chasqui_queue_waiting',
      help: 'Conversations whose work waits for something, by kind of work and what it waits for',
      labelNames: ['kind', 'reason'] as const,
      registers,
    }),
    refused: new Counter({
      name: 'chasqui_refused_total',
      help: 'Requests refused with 503 because too much waits for the store, by way in and reason',
      labelNames: ['door', 'reason'] as const,
      registers,
    }),
    inHandRequests: new Gauge({
      name: 'chasqui_in_hand_requests',
      help: 'Requests whose step is not durable yet',
      registers,
    }),
    inHandBytes: new Gauge({
      name: 'chasqui_in_hand_bytes',
      help: 'Bytes of bodies of requests in hand, and of large ones that are still arriving',
      registers,
    }),
    lanes: new Gauge({
      name: 'chasqui_queue_lanes',
      help: 'Conversations with work, by kind of work',
      labelNames: kind,
      registers,
    }),
    due: new Gauge({
      name: 'chasqui_queue_due',
      help: 'Conversations whose work could be done now',
      labelNames: kind,
      registers,
    }),
    oldest: new Gauge({
      name: 'chasqui_queue_oldest_age_seconds',
      help: 'For how long the oldest due work has been waiting',
      labelNames: kind,
      registers,
    }),
    bulkRunning: new Gauge({
      name: 'chasqui_bulk_sends_running',
      help: 'Bulk sends that are running',
      registers,
    }),
    bulkPending: new Gauge({
      name: 'chasqui_bulk_recipients_pending',
      help: 'Recipients whom running bulk sends have not addressed yet',
      registers,
    }),
    stopped: new Gauge({
      name: 'chasqui_connections_stopped',
      help: 'Connections over which nothing is sent until somebody mends them, by reason',
      labelNames: ['reason'] as const,
      registers,
    }),
    unreadable: new Counter({
      name: 'chasqui_queue_read_failures_total',
      help: 'Scrapes at which the queues could not be read',
      registers,
    }),
  };
}

function showInHand(series: Series, { requests, bytes }: { requests: number; bytes: number }): void {
  series.inHandRequests.set(requests);
  series.inHandBytes.set(bytes);
}

async function sampleQueues(series: Series, read: () => Promise<readonly QueueSample[]>): Promise<void> {
  for (const gauge of [series.lanes, series.due, series.oldest, series.waiting]) gauge.reset();
  try {
    for (const { kind, lanes, due, oldestMs, waiting = {} } of await read()) {
      series.lanes.set({ kind }, lanes);
      series.due.set({ kind }, due);
      series.oldest.set({ kind }, oldestMs / 1_000);
      for (const [reason, count] of Object.entries(waiting)) series.waiting.set({ kind, reason }, count);
    }
  } catch {
    // The rest of the figures matters most when the store is in trouble; the counter tells of it.
    series.unreadable.inc();
  }
}

async function sampleBulk(series: Series, read: () => Promise<{ running: number; pending: number }>): Promise<void> {
  try {
    const { running, pending } = await read();
    series.bulkRunning.set(running);
    series.bulkPending.set(pending);
  } catch {
    // As with the queues.
    series.unreadable.inc();
  }
}
