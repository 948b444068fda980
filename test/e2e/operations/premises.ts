import { mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Environment } from '../command.ts';

/** The one that gateways of the harness have. */
export const SECRET_KEY = Buffer.alloc(32, 1).toString('base64');

/** A folder that goes with the test. */
export function scratchFolder(): string {
  const directory = mkdtempSync(join(tmpdir(), 'chasqui-operations-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  return directory;
}

/** What an operator has set who works on this data folder. */
export function environmentOf(dataDirectory: string, more: Environment = {}): Environment {
  return { CHASQUI_DATA_DIR: dataDirectory, CHASQUI_SECRET_KEY: SECRET_KEY, ...more };
}
