import type { Command, Option } from 'commander';

/** What may follow a command: the same for every shell. */
export interface CommandWords {
  /** Names of the commands that lead here, without `chasqui`; aliases each give a path of their own. */
  path: readonly string[];
  subcommands: readonly Word[];
  options: readonly OptionWords[];
  /** The values of its first arguments, where they are known. */
  argumentChoices: readonly string[];
  /** It takes a file. */
  takesFile: boolean;
}

interface Word {
  name: string;
  description: string;
}

interface OptionWords {
  /** `--limit`, or `-o`. */
  flags: readonly string[];
  description: string;
  takesValue: boolean;
  choices: readonly string[];
}

/** A command and all below it, in commander's order. */
export function wordsOf(command: Command, path: readonly string[] = []): CommandWords[] {
  const subcommands = command.commands.map((one) => ({ name: one.name(), description: one.description() }));
  const options = [...command.options.filter(({ hidden }) => !hidden).map(optionWords), HELP];
  const argumentChoices = command.registeredArguments.flatMap(({ argChoices }) => argChoices ?? []);
  const takesFile = command.registeredArguments.some((one) => isFile(one.name()));
  const own = { path, subcommands, options, argumentChoices, takesFile };
  const below = command.commands.flatMap((one) =>
    [one.name(), ...one.aliases()].flatMap((name) => wordsOf(one, [...path, name])),
  );
  return [own, ...below];
}

const HELP: OptionWords = {
  flags: ['--help'],
  description: 'display help for command',
  takesValue: false,
  choices: [],
};

function optionWords(option: Option): OptionWords {
  return {
    flags: [option.long, option.short].filter((flag) => flag !== undefined && flag !== null),
    description: option.description,
    takesValue: option.required || option.optional,
    choices: option.argChoices ?? [],
  };
}

function isFile(argument: string): boolean {
  return /^(file|path|recipients)/.test(argument);
}
