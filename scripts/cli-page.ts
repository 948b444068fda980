import type { Command, Option } from 'commander';
import { createProgram } from '../src/cli/program.ts';

/** Told once for all commands. */
const SHARED = ['--url', '--key', '--json', '--help'];
const WIDTH = 120;

const INTRODUCTION = `# Command line

\`npx chasqui …\` in the checkout. Commands about a running gateway take

- \`--url\`: where it listens (default: \`CHASQUI_PUBLIC_URL\`, or this machine),
- \`--key\`: an API key (default: \`CHASQUI_ADMIN_KEY\`, or the one that \`chasqui dev\` keeps in its data folder); better in the environment, where other users of the machine do not see it,
- \`--json\`: standard output is JSON as the API gives it, for scripts; sentences always go to standard error.

They end with 0 when it is done, 1 when it was refused or failed, 2 when it was said wrongly. Lists show 20 (\`--limit\`) or \`--all\`. Deleting asks,
or takes \`--yes\`. Completion of commands and options: \`chasqui completion --help\`.`;

/** `docs/cli.md`: the help of every command. */
export function cliPage(note: string): string {
  const program = createProgram();
  const sections = Map.groupBy(program.commands, (command) => command.helpGroup());
  const told = [...sections].map(
    ([heading, commands]) =>
      `## ${heading.replace(/:$/, '')}\n\n${commands.flatMap((one) => explain(one)).join('\n\n')}`,
  );
  return `${note}\n\n${INTRODUCTION}\n\n${told.join('\n\n')}\n`;
}

/** A command and those below it. */
function explain(command: Command): string[] {
  const below = command.commands.flatMap((one) => explain(one));
  return [`### chasqui ${pathOf(command)}\n\n\`\`\`text\n${helpOf(command)}\n\`\`\``, ...below];
}

function pathOf(command: Command): string {
  const { parent } = command;
  return parent?.parent ? `${pathOf(parent)} ${command.name()}` : command.name();
}

function helpOf(command: Command): string {
  let text = '';
  const isOwn = ({ long }: Option) => !SHARED.includes(long ?? '');
  command
    .configureHelp({ ...command.configureHelp(), visibleOptions: (one) => one.options.filter(isOwn) })
    .configureOutput({
      writeOut: (part) => {
        text += part;
      },
      getOutHelpWidth: () => WIDTH,
      getOutHasColors: () => false,
    })
    .outputHelp();
  return text.trim();
}
