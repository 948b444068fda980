import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** The nginx of this machine; undefined: there is none. Users' paths often lack the folder that it is in. */
export function findNginx(): string | undefined {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin', '/opt/homebrew/bin'];
  return folders.map((folder) => join(folder, 'nginx')).find((place) => existsSync(place));
}
