/** Sees to what tests need beyond npm's packages: a Chromium for the tests of pages, and the console that they open. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findChromium } from '../test/support/find-chromium.ts';
import { buildConsoleIfStale } from './build-console.ts';

interface Installation {
  name: string;
  possible: boolean;
  commands: readonly (readonly [string, ...string[]])[];
}

const installations: readonly Installation[] = [
  {
    name: 'Debian’s package',
    possible: process.getuid?.() === 0 && existsSync('/etc/debian_version'),
    commands: [
      ['apt-get', 'update'],
      ['apt-get', 'install', '-y', '--no-install-recommends', 'chromium'],
    ],
  },
  { name: 'playwright’s build', possible: true, commands: [['npx', 'playwright-core', 'install', 'chromium']] },
];

/** Throws a sentence if there is no Chromium and none could be installed. */
function ensureChromium(): void {
  for (const installation of installations) {
    if (findChromium() !== undefined) return;
    if (installation.possible) install(installation);
  }
  if (findChromium() === undefined) {
    throw new Error(
      'The tests of pages need a Chromium and none could be installed. Install one (or Google Chrome) and run again.',
    );
  }
}

/** Output goes to the terminal; whether it worked shows in a Chromium being there. */
function install({ name, commands }: Installation): void {
  console.log(`No Chromium was found; installing ${name} …`);
  for (const [command, ...args] of commands) {
    const { status } = spawnSync(command, args, { stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) return;
  }
}

try {
  ensureChromium();
  await buildConsoleIfStale();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
