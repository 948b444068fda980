import { Argument, type Command } from 'commander';
import { examples } from '../command.ts';
import { bashCompletion } from './bash.ts';
import { fishCompletion } from './fish.ts';
import { type CommandWords, wordsOf } from './words.ts';
import { zshCompletion } from './zsh.ts';

type Shell = 'bash' | 'zsh' | 'fish';

const SCRIPTS: Readonly<Record<Shell, (commands: readonly CommandWords[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** `chasqui completion` */
export function completionCommand(program: Command): void {
  const command = program
    .command('completion')
    .description('a script that completes commands and options in your shell')
    .addArgument(new Argument('<shell>', 'your shell').choices(Object.keys(SCRIPTS)))
    .action((shell: Shell) => console.log(SCRIPTS[shell](wordsOf(program))));
  examples(
    command,
    'completion bash > ~/.local/share/bash-completion/completions/chasqui',
    'completion zsh > ~/.zfunc/_chasqui          # a folder of your fpath',
    'completion fish > ~/.config/fish/completions/chasqui.fish',
  );
}
