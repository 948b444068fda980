import { Command } from 'commander';
import release from '../../package.json' with { type: 'json' };
import { botCommand } from './bot.ts';
import { channelCommand } from './channel.ts';
import { deadLetterCommands } from './dead-letters.ts';
import { dev } from './dev.ts';
import { flowCommand } from './flow.ts';
import { keyCommand } from './key.ts';
import { messageCommands } from './messages.ts';
import { rekey } from './rekey.ts';
import { sendCommand } from './send.ts';
import { start } from './start.ts';

/** The command line, one file per command. */
export function createProgram(): Command {
  const program = new Command('chasqui')
    .description('WhatsApp channel gateway for conversational AI')
    .version(release.version)
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText('after', '\nThe environment is described in docs/configuration.md.');
  program.command('dev').description('gateway with simulators, a demo channel and its bot').action(dev);
  program.command('start').description('gateway for production').action(start);
  program
    .command('rekey')
    .description('encrypt stored credentials under the current secret key (embedded store: gateway stopped)')
    .action(rekey);
  for (const add of [channelCommand, botCommand, sendCommand, messageCommands, deadLetterCommands, keyCommand]) {
    add(program, withConnection);
  }
  flowCommand(program);
  return program;
}

/** Options of commands that speak to a running gateway. */
function withConnection(command: Command): Command {
  return command
    .option('--url <url>', 'where the gateway listens (default: CHASQUI_PUBLIC_URL)')
    .option('--key <key>', 'API key (default: CHASQUI_ADMIN_KEY, or the one that "dev" keeps)')
    .option('--json', 'print JSON');
}
