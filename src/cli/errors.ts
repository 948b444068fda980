import { ChasquiProblem } from '@chasqui/client';
import { CommanderError } from 'commander';

/** What was asked for cannot be meant; the message says how to ask. Ends the process with 2. */
export class UsageError extends Error {}

/** The gateway or the simulators said no, or nobody answered. Ends the process with 1. */
export class CliError extends Error {}

/** Tells the person what went wrong, unless commander has done so, and returns the exit code: 1 refused or failed, 2 wrong usage. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(describe(error));
  return error instanceof UsageError ? 2 : 1;
}

function describe(error: unknown): string {
  if (error instanceof ChasquiProblem && error.status === 401)
    return 'the gateway does not know this API key; give another by --key or CHASQUI_ADMIN_KEY';
  return error instanceof Error ? error.message : String(error);
}

type Access = 'read' | 'write';

const FILE_TROUBLE: Readonly<Record<string, Readonly<Record<Access, string>>>> = {
  ENOENT: { read: 'there is no such file', write: 'there is no such folder' },
  EISDIR: { read: 'it is a folder', write: 'it is a folder' },
  EACCES: { read: 'you may not read it', write: 'you may not write there' },
};

/** Why a file could not be read, or written, for people. */
export function fileTrouble(cause: unknown, access: Access = 'read'): string {
  const known = cause instanceof Error && 'code' in cause ? FILE_TROUBLE[String(cause.code)]?.[access] : undefined;
  return known ?? (cause instanceof Error ? cause.message : String(cause));
}
