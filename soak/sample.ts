import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from './stage.ts';

const MB = 1_048_576;

/** The gateway at one moment. What the machine does not tell is NaN. */
export interface Sample {
  /** Resident memory, MB. */
  rss: number;
  /** Used by JavaScript, MB. */
  heap: number;
  /** Open files and sockets. */
  handles: number;
  /** Conversations with work. */
  lanes: number;
  /** Requests that wait for the store, and their bodies in MB. */
  inHand: number;
  inHandMb: number;
  /** 99th percentile of the event loop's delay since the last sample, ms. */
  delayMs: number;
  /** Write-ahead log of SQLite, MB. */
  wal: number;
}

export async function takeSample({ gateway, dataDirectory }: Stage): Promise<Sample> {
  const metrics = parseMetrics(await (await fetch(`${gateway.url}/metrics`)).text());
  const sum = (name: string) => metrics.get(name) ?? Number.NaN;
  return {
    rss: residentMb(gateway.child.pid),
    heap: sum('chasqui_nodejs_heap_size_used_bytes') / MB,
    handles: openHandles(gateway.child.pid),
    lanes: metrics.get('chasqui_queue_lanes') ?? 0,
    inHand: sum('chasqui_in_hand_requests'),
    inHandMb: sum('chasqui_in_hand_bytes') / MB,
    delayMs: sum('chasqui_nodejs_eventloop_lag_p99_seconds') * 1_000,
    wal: fileMb(join(dataDirectory, 'chasqui.db-wal')),
  };
}

/** Resident memory of a process, MB; asks the system, not the process, which may be busy. */
export function residentMb(pid: number | undefined): number {
  return found(() => Number(/VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1_024);
}

function openHandles(pid: number | undefined): number {
  return found(() => readdirSync(`/proc/${pid}/fd`).length);
}

function fileMb(path: string): number {
  return found(() => statSync(path).size / MB);
}

function found(read: () => number): number {
  try {
    return read();
  } catch {
    return Number.NaN;
  }
}

/** Sums of all series of each name. */
function parseMetrics(text: string): Map<string, number> {
  const sums = new Map<string, number>();
  for (const line of text.split('\n')) {
    const [, name, value] = /^(\w+)(?:{.*})? (\S+)$/.exec(line) ?? [];
    if (name !== undefined) sums.set(name, (sums.get(name) ?? 0) + Number(value));
  }
  return sums;
}
