/** Processor time, which a busy machine spoils less than wall time. Read from /proc: Linux only. */
import { readdirSync, readFileSync } from 'node:fs';

/** Microseconds on a processor since the process began, by kind of thread or by process. */
export type Spent = Readonly<Record<string, number>>;

/** Of a gateway: `main`, `workers` (on SQLite: its writer and reader), `other` (garbage collection, file system). */
export function spentByThreads(pid: number): Spent {
  const spent = { main: 0, workers: 0, other: 0 };
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const file = `/proc/${pid}/task/${thread}`;
    spent[kindOf(readFileSync(`${file}/comm`, 'utf8').trim(), thread === String(pid))] += onProcessor(file);
  }
  return spent;
}

function kindOf(name: string, isMain: boolean): 'main' | 'workers' | 'other' {
  if (isMain) return 'main';
  return /^(node-)?(MainThread|WorkerThread|Worker)/.test(name) ? 'workers' : 'other';
}

/** Of a PostgreSQL server whose backend is `backend`: of all its processes, also those that have ended. */
export function spentByPostgres(backend: number): number {
  const postmaster = parentOf(backend);
  const living = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && isChildOf(name, postmaster));
  const sum = living.reduce((total, pid) => total + processSpent(pid), processSpent(String(postmaster)));
  return sum + endedChildren(postmaster);
}

function processSpent(pid: string): number {
  try {
    return onProcessor(`/proc/${pid}`);
  } catch {
    return 0; // It ended meanwhile, and is its parent's from now on.
  }
}

function isChildOf(pid: string, parent: number): boolean {
  try {
    return parentOf(Number(pid)) === parent;
  } catch {
    return false; // It ended meanwhile.
  }
}

function onProcessor(folder: string): number {
  return Number(readFileSync(`${folder}/schedstat`, 'utf8').split(' ')[0]) / 1_000;
}

function parentOf(pid: number): number {
  return Number(statOf(pid)[1]);
}

/** User and system time of children that were waited for, in ticks of 10 ms. */
function endedChildren(pid: number): number {
  const stat = statOf(pid);
  return (Number(stat[13]) + Number(stat[14])) * 10_000;
}

/** What follows the name, whose brackets may hold anything; the first is the state. */
function statOf(pid: number): string[] {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
}

/** Bytes that a process gave to the file system. */
export function writtenBytes(pid: number): number {
  return Number(/^write_bytes: (\d+)/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
}
