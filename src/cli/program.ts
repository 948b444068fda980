import { Command, Help, Option } from 'commander';
import release from '../../package.json' with { type: 'json' };
import { ROLES, type Role } from '../role.ts';
import { applicationCommand } from './application.ts';
import { botCommand } from './bot.ts';
import { bulkCommand } from './bulk.ts';
import { channelCommand } from './channel.ts';
import { completionCommand } from './completion/command.ts';
import { contactCommand } from './contacts.ts';
import { conversationCommand } from './conversations.ts';
import { deadLetterCommands } from './dead-letters.ts';
import { definitionCommands } from './definitions.ts';
import { eventWebhookCommand } from './event-webhooks.ts';
import { eventsCommand } from './events.ts';
import { exportCommand } from './export.ts';
import { flowCommand } from './flow.ts';
import { helpCommand } from './help.ts';
import { importCommand } from './import.ts';
import { keyCommand } from './key.ts';
import { mediaCommand } from './media.ts';
import { messageCommands } from './messages.ts';
import { sendCommand } from './send.ts';
import { simulateCommand } from './simulate/command.ts';
import { statusCommand } from './status.ts';
import { storeCommands } from './store-commands.ts';
import { templateCommand } from './templates.ts';

type Family = (program: Command) => void;

/** Command families under the headings of the help. */
const GROUPS: readonly (readonly [string, readonly Family[]])[] = [
  ['Run it:', [processCommands, simulateCommand, statusCommand]],
  [
    'Set it up:',
    [
      ...[channelCommand, botCommand, flowCommand, definitionCommands, templateCommand, keyCommand, applicationCommand],
      ...[exportCommand, importCommand],
    ],
  ],
  ['Messages:', [sendCommand, messageCommands, mediaCommand, bulkCommand]],
  ['People:', [contactCommand, conversationCommand]],
  ['What happens:', [eventsCommand, eventWebhookCommand, deadLetterCommands]],
  ['Keep it:', [storeCommands]],
  ['Terminal:', [completionCommand, helpCommand]],
];

const AFTERWARDS = `
Exit codes: 0 done, 1 refused or failed, 2 wrong usage. With --json, standard output is JSON; sentences go to standard error.
All commands: docs/cli.md. The environment: docs/configuration.md.`;

/** The command line, one file per family of commands. Errors are thrown, not ended with. */
export function createProgram(): Command {
  const program = new Command('chasqui')
    .description('WhatsApp channel gateway for conversational AI')
    .version(release.version)
    .exitOverride()
    .helpCommand(false)
    .configureHelp({ optionDescription: describeOption })
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText('after', AFTERWARDS);
  for (const [heading, families] of GROUPS) {
    program.commandsGroup(heading);
    for (const add of families) add(program);
  }
  return program;
}

/** An empty list is no default worth telling. */
function describeOption(option: Option): string {
  return new Help().optionDescription(option).replace(/ ?\(default: \[\]\)$/, '');
}

/** What they run is loaded when it is wanted: other commands need not wait for a whole gateway to be read. */
function processCommands(program: Command): void {
  program
    .command('dev')
    .description('gateway with simulators, a demo channel and its bot')
    .action(async () => (await import('./dev.ts')).dev());
  program
    .command('start')
    .description('gateway for production')
    .addOption(
      new Option(
        '--role <role>',
        'what this node does: web answers HTTP, worker does everything else; several nodes need PostgreSQL',
      )
        .choices(ROLES)
        .default('all'),
    )
    .action(async (options: { role: Role }) => (await import('./start.ts')).start(options));
}
