import type { CommandWords } from './words.ts';

/** Cases of bash and zsh that lead from the command so far (`$place`) and the next word to the command below. */
export function placeCases(commands: readonly CommandWords[]): string {
  return commands
    .filter(({ path }) => path.length > 0)
    .map(({ path }) => `      '${path.slice(0, -1).join(' ')} ${path.at(-1)}') place='${path.join(' ')}' ;;`)
    .join('\n');
}
