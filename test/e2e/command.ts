import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

const BINARY = resolve(import.meta.dirname, '../../bin/chasqui.mjs');
const PATIENCE_MS = 20_000;

export interface Finished {
  code: number | null;
  /** Standard output. */
  out: string;
  /** Standard error. */
  err: string;
}

/** A `chasqui` command under way. */
export interface Running {
  /** Resolves with the first match in standard output; rejects if the command ends before, or after 20 s. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Asks it to stop, if it runs, and waits for its end. */
  stop(): Promise<Finished>;
  readonly finished: Promise<Finished>;
}

export type Environment = Readonly<Record<string, string>>;

/** Runs the `chasqui` binary with nothing in its environment but what is given. `input`: all of its standard input. */
export function startCommand(args: readonly string[], environment: Environment = {}, input?: string): Running {
  const child = spawn(process.execPath, [BINARY, ...args], {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH ?? '', NO_COLOR: '1', ...environment },
  });
  child.stdin.end(input);
  const said = { out: '', err: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said.out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said.err += text;
  });
  const finished = once(child, 'close').then(() => ({ code: child.exitCode, ...said }));
  return {
    finished,
    printed: (pattern) => waitForOutput(child, said, pattern),
    stop() {
      if (child.exitCode === null) child.kill('SIGTERM');
      return finished;
    },
  };
}

/** Runs a command to its end. */
export function run(args: readonly string[], environment?: Environment, input?: string): Promise<Finished> {
  return startCommand(args, environment, input).finished;
}

function waitForOutput(
  child: ChildProcess,
  said: { out: string; err: string },
  pattern: RegExp,
): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const fail = () => reject(new Error(`"${pattern}" was not printed; but: ${said.out}${said.err}`));
    const alarm = setTimeout(fail, PATIENCE_MS);
    const look = () => {
      const match = pattern.exec(said.out);
      if (!match) return;
      clearTimeout(alarm);
      resolve(match);
    };
    child.stdout?.on('data', look);
    child.once('close', fail);
    look();
  });
}
