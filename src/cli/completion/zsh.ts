import { placeCases } from './place-cases.ts';
import type { CommandWords } from './words.ts';

/** A completion script for zsh, with descriptions. */
export function zshCompletion(commands: readonly CommandWords[]): string {
  return `#compdef chasqui
# chasqui: completion for zsh. Use: source <(chasqui completion zsh), after compinit; or save it as _chasqui in your fpath
_chasqui() {
  local place="" index
  local -a described
  for ((index = 2; index < CURRENT; index++)); do
    case "$place $words[index]" in
${placeCases(commands)}
    esac
  done
  case "$place $words[CURRENT-1]" in
${valueCases(commands)}
  esac
  case "$place" in
${wordCases(commands)}
  esac
}
if [ "$funcstack[1]" = "_chasqui" ]; then
  _chasqui "$@"
else
  compdef _chasqui chasqui
fi`;
}

function valueCases(commands: readonly CommandWords[]): string {
  return commands
    .flatMap(({ path, options }) =>
      options
        .filter(({ takesValue }) => takesValue)
        .map(({ flags, choices }) => {
          const patterns = flags.map((flag) => `'${path.join(' ')} ${flag}'`).join('|');
          const answer = choices.length === 0 ? '_files' : `compadd -- ${choices.join(' ')}`;
          return `    ${patterns}) ${answer}; return ;;`;
        }),
    )
    .join('\n');
}

function wordCases(commands: readonly CommandWords[]): string {
  return commands
    .map(({ path, subcommands, argumentChoices, options, takesFile }) => {
      const described = [
        ...subcommands.map(({ name, description }) => `${name}:${description}`),
        ...argumentChoices,
        ...options.flatMap(({ flags, description }) => flags.map((flag) => `${flag}:${description}`)),
      ];
      const files = takesFile ? '; _files' : '';
      return `    '${path.join(' ')}') described=(${described.map(quote).join(' ')}); _describe chasqui described${files} ;;`;
    })
    .join('\n');
}

function quote(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
