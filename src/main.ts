import { reportFailure } from './cli/errors.ts';
import { createProgram } from './cli/program.ts';

/** Runs the command line; the exit code is set, nothing is thrown. */
export async function runCli(args: readonly string[]): Promise<void> {
  endWithReader();
  try {
    await createProgram().parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = reportFailure(error);
  }
}

/** Whoever reads has seen enough (`chasqui messages --all | head`): that is no failure. */
function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
}
