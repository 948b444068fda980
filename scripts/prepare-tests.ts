/** Sees to what tests need beyond npm's packages: a Chromium for the tests of pages, the console that they open, and an nginx. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../test/support/find-chromium.ts';
import { findNginx } from '../test/support/find-nginx.ts';
import { buildConsoleIfStale } from './build-console.ts';

interface Installation {
  name: string;
  possible: boolean;
  commands: readonly (readonly [string, ...string[]])[];
}

interface Program {
  name: string;
  /** Undefined: it is not there. */
  find(): string | undefined;
  installations: readonly Installation[];
  /** For who has none and cannot be given one. */
  sentence: string;
}

const CHROMIUM: Program = {
  name: 'Chromium',
  find: findChromium,
  installations: [
    debian('chromium'),
    { name: 'playwright’s build', possible: true, commands: [['npx', 'playwright-core', 'install', 'chromium']] },
  ],
  sentence:
    'The tests of pages need a Chromium and none could be installed. Install one (or Google Chrome) and run again.',
};

const NGINX: Program = {
  name: 'nginx',
  find: findNginx,
  installations: [debian('nginx')],
  sentence: 'The tests of deploy/ need an nginx and none could be installed. Install one and run again.',
};

function debian(name: string): Installation {
  return {
    name: 'Debian’s package',
    possible: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', name],
    ],
  };
}

/** Throws a sentence if it is not there and could not be installed. */
function ensure(program: Program): void {
  for (const installation of program.installations) {
    if (program.find() !== undefined) return;
    if (installation.possible) install(installation, program.name);
  }
  if (program.find() === undefined) throw new Error(program.sentence);
}

/** Output goes to the terminal; whether it worked shows in the program being there. */
function install({ name, commands }: Installation, what: string): void {
  console.log(`No ${what} was found; installing ${name} …`);
  for (const [command, ...args] of commands) {
    const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) return;
  }
}

try {
  ensure(CHROMIUM);
  ensure(NGINX);
  await buildConsoleIfStale();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
