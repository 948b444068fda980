import { CommanderError } from 'commander';

/** What was asked for cannot be meant; the message says how to ask. Ends the process with 2. */
export class UsageError extends Error {}

/** The gateway or the simulators said no, or nobody answered. Ends the process with 1. */
export class CliError extends Error {}

/** Tells the person what went wrong, unless commander has done so, and returns the exit code: 1 refused or failed, 2 wrong usage. */
export function reportFailure(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  console.error(error instanceof Error ? error.message : String(error));
  return error instanceof UsageError ? 2 : 1;
}
