import type { CommandWords } from './words.ts';

/** A completion script for fish, with descriptions. */
export function fishCompletion(commands: readonly CommandWords[]): string {
  return `# chasqui: completion for fish. Use: chasqui completion fish | source
function __chasqui_at
    set -l path ""
    set -l words (commandline -opc)
    for word in $words[2..-1]
        switch "$path $word"
${pathCases(commands)}
        end
    end
    test "$path" = "$argv[1]"
end
${commands.map(completeLines).join('\n')}`;
}

function pathCases(commands: readonly CommandWords[]): string {
  return commands
    .filter(({ path }) => path.length > 0)
    .map(
      ({ path }) =>
        `            case '${path.slice(0, -1).join(' ')} ${path.at(-1)}'\n                set path '${path.join(' ')}'`,
    )
    .join('\n');
}

function completeLines({ path, subcommands, argumentChoices, options, takesFile }: CommandWords): string {
  const at = `complete -c chasqui -n "__chasqui_at '${path.join(' ')}'"`;
  return [
    ...(takesFile ? [] : [`${at} -f`]),
    ...subcommands.map(({ name, description }) => `${at} -a ${name} -d ${quote(description)}`),
    ...argumentChoices.map((choice) => `${at} -a ${choice}`),
    ...options.map(
      ({ flags, description, takesValue, choices }) =>
        `${at} ${flags.map(flagArgument).join(' ')} -d ${quote(description)}${valueArguments(takesValue, choices)}`,
    ),
  ].join('\n');
}

function flagArgument(flag: string): string {
  return flag.startsWith('--') ? `-l ${flag.slice(2)}` : `-s ${flag.slice(1)}`;
}

function valueArguments(takesValue: boolean, choices: readonly string[]): string {
  if (!takesValue) return '';
  return choices.length === 0 ? ' -r -F' : ` -x -a '${choices.join(' ')}'`;
}

function quote(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
