import type { Command } from 'commander';
import { UsageError } from './errors.ts';

/** `chasqui help channel create`: the same as `chasqui channel create --help`. */
export function helpCommand(program: Command): void {
  program
    .command('help')
    .description('what a command does and takes')
    .argument('[command...]', 'such as "channel create"; without: all commands')
    .action((names: string[]) => commandAt(program, names).outputHelp());
}

function commandAt(program: Command, names: readonly string[]): Command {
  return names.reduce((family, name, at) => {
    const found = family.commands.find((one) => one.name() === name || one.aliases().includes(name));
    if (found) return found;
    throw new UsageError(
      `there is no command "${names.slice(0, at + 1).join(' ')}"; "chasqui help" shows what there is`,
    );
  }, program);
}
