import { placeCases } from './place-cases.ts';
import type { CommandWords } from './words.ts';

/** A completion script for bash 3.2 and later, without the bash-completion package. */
export function bashCompletion(commands: readonly CommandWords[]): string {
  return `# chasqui: completion for bash. Use: source <(chasqui completion bash)
_chasqui() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local place="" word words="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    case "$place $word" in
${placeCases(commands)}
    esac
  done
  case "$place $previous" in
${valueCases(commands)}
  esac
  case "$place" in
${wordCases(commands)}
  esac
  COMPREPLY=($(compgen -W "$words" -- "$current"))
}
complete -o default -F _chasqui chasqui`;
}

/** Behind an option with a value: its choices, or whatever the shell offers (files). */
function valueCases(commands: readonly CommandWords[]): string {
  return commands
    .flatMap(({ path, options }) =>
      options
        .filter(({ takesValue }) => takesValue)
        .map(({ flags, choices }) => {
          const patterns = flags.map((flag) => `'${path.join(' ')} ${flag}'`).join('|');
          const answer =
            choices.length === 0 ? 'COMPREPLY=()' : `COMPREPLY=($(compgen -W '${choices.join(' ')}' -- "$current"))`;
          return `    ${patterns}) ${answer}; return ;;`;
        }),
    )
    .join('\n');
}

function wordCases(commands: readonly CommandWords[]): string {
  return commands
    .map(({ path, subcommands, argumentChoices, options }) => {
      const words = [
        ...subcommands.map(({ name }) => name),
        ...argumentChoices,
        ...options.flatMap(({ flags }) => flags),
      ];
      return `    '${path.join(' ')}') words='${words.join(' ')}' ;;`;
    })
    .join('\n');
}
