import { accessSync, closeSync, constants, mkdirSync, openSync } from 'node:fs';

/** It holds conversations and keys. */
const OWNER_ONLY = 0o700;
const OWNER_ONLY_FILE = 0o600;

/** Makes the data folder if it is absent, open to its owner only. Throws a sentence for the operator if nothing can be written there. */
export function openDataFolder(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: OWNER_ONLY });
    accessSync(directory, constants.W_OK | constants.X_OK);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(
      `The data folder ${directory} cannot be used (${reason}). Set CHASQUI_DATA_DIR to a folder that this user may write.`,
      { cause },
    );
  }
}

/** Makes an empty file for its owner only, if there is none: databases lie in folders too that somebody else made, and opened. */
export function createOwnFile(path: string): void {
  closeSync(openSync(path, 'a', OWNER_ONLY_FILE));
}
