import type { Command } from 'commander';
import { addressOf, type ConnectOptions, connect, reachingFetch, type Schemas, unwrap } from './client.ts';
import { gatewayCommand } from './command.ts';
import { CliError } from './errors.ts';
import { facts, print, table } from './output.ts';
import { readSeries } from './prometheus.ts';

interface Queue {
  kind: string;
  conversations: number;
  due: number;
  oldestSeconds: number;
}

interface Status {
  url: string;
  apiVersion: string;
  isReady: boolean;
  store: { engine: string; durable: boolean } | null;
  queues: Queue[];
  bulkSends: { running: number; pending: number };
  channels: { id: string; name: string; state: Schemas['ChannelHealth']['state']; reasons: string[] }[];
}

/** `chasqui status` */
export function statusCommand(parent: Command): void {
  gatewayCommand(
    parent,
    'status',
    'how the gateway and its channels fare; ends with 1 if something is stopped or not ready',
  ).action(show);
}

async function show(options: ConnectOptions): Promise<void> {
  const status = await readStatus(options);
  print(status, options, () => describe(status));
  if (!status.isReady || status.channels.some(({ state }) => state === 'stopped')) process.exitCode = 1;
}

async function readStatus(options: ConnectOptions): Promise<Status> {
  const { url } = addressOf(options);
  const ready = await reachingFetch(new Request(`${url}/health/ready`));
  const series = readSeries(await (await reachingFetch(new Request(`${url}/metrics`))).text());
  const { store = null } = ready.ok ? ((await ready.json()) as Partial<Status>) : {};
  return {
    url,
    apiVersion: await readVersion(url),
    isReady: ready.ok,
    store,
    queues: queuesIn(series),
    bulkSends: {
      running: figure(series, 'chasqui_bulk_sends_running'),
      pending: figure(series, 'chasqui_bulk_recipients_pending'),
    },
    channels: ready.ok ? await readChannels(options) : [],
  };
}

/** The version of its API; an address that has none is a worker, which says so, or no gateway. */
async function readVersion(url: string): Promise<string> {
  const response = await reachingFetch(new Request(`${url}/api/openapi.json`));
  const body = await response.text();
  const [, version] = response.ok ? (/"version":\s*"([^"]+)"/.exec(body) ?? []) : [];
  if (version !== undefined) return version;
  const isProblem = response.headers.get('content-type')?.startsWith('application/problem+json') ?? false;
  if (response.status !== 404 || !isProblem)
    throw new CliError(`${url} answered ${response.status}: is this a gateway?`);
  const { detail } = JSON.parse(body) as Schemas['Problem'];
  throw new CliError(`${url} answers, but has no API. ${detail} Give the address of one of them by --url.`);
}

type Series = ReturnType<typeof readSeries>;

function queuesIn(series: Series): Queue[] {
  return series
    .filter(({ name }) => name === 'chasqui_queue_lanes')
    .map(({ labels: { kind = '' }, value }) => ({
      kind,
      conversations: value,
      due: figure(series, 'chasqui_queue_due', kind),
      oldestSeconds: figure(series, 'chasqui_queue_oldest_age_seconds', kind),
    }));
}

function figure(series: Series, name: string, kind?: string): number {
  return series.find((one) => one.name === name && one.labels.kind === kind)?.value ?? 0;
}

async function readChannels(options: ConnectOptions): Promise<Status['channels']> {
  const api = connect(options);
  const { items } = await unwrap(api.GET('/api/v1/channels', { params: { query: { limit: 100 } } }));
  return Promise.all(
    items.map(async ({ id, name }) => {
      const { state, reasons } = await unwrap(api.GET('/api/v1/channels/{id}/health', { params: { path: { id } } }));
      return { id, name, state, reasons };
    }),
  );
}

function describe(status: Status): string {
  const { store, bulkSends } = status;
  const general = facts([
    ['Gateway', `${status.url}  version ${status.apiVersion}`],
    ['State', status.isReady ? 'ready' : 'not ready: the store is not open'],
    ['Store', store && `${store.engine}${store.durable ? '' : ', NOT durable'}`],
    [
      'Bulk sends',
      bulkSends.running > 0 ? `${bulkSends.running} running, ${bulkSends.pending} people to go` : 'none running',
    ],
  ]);
  const queues = table(
    [
      {
        head: 'WORK',
        cell: ({ kind }) => ({ in: 'to answer', out: 'to send', bulk: 'bulk', media: 'files' })[kind] ?? kind,
      },
      { head: 'CONVERSATIONS', cell: ({ conversations }) => conversations },
      { head: 'DUE', cell: ({ due }) => due },
      { head: 'OLDEST (s)', cell: ({ oldestSeconds }) => Math.round(oldestSeconds) },
    ],
    status.queues,
  );
  const channels = status.channels.map(({ id, name, state, reasons }) =>
    [`${id}  ${name}  ${state}`, ...reasons].join('\n    '),
  );
  return [general, queues, channels.join('\n') || 'There are no channels yet.'].join('\n\n');
}
