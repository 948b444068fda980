import { Command } from 'commander';
import { dev } from './dev.ts';
import { start } from './start.ts';

/** The command line, one file per command. */
export function createProgram(): Command {
  const program = new Command('chasqui')
    .description('WhatsApp channel gateway for conversational AI')
    .helpCommand(false);
  program.command('dev').description('gateway with simulators, a demo channel and its bot').action(dev);
  program.command('start').description('gateway for production').action(start);
  return program;
}
