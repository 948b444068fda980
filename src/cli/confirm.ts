import { createInterface } from 'node:readline/promises';
import { CliError, UsageError } from './errors.ts';

/** Resolves if the person agrees; without a terminal to ask at, `--yes` is needed. */
export async function confirm(question: string, options: { yes?: boolean }): Promise<void> {
  if (options.yes) return;
  if (!process.stdin.isTTY) throw new UsageError(`${question} Say --yes: there is nobody to ask.`);
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  const answer = await terminal.question(`${question} [y/N] `).finally(() => terminal.close());
  if (!/^y(es)?$/i.test(answer.trim())) throw new CliError('Nothing was changed.');
}
