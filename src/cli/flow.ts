import type { Command } from 'commander';
import { describeRemark, type ParsedDefinition, parseDefinition } from '../connectors/flow/parse-definition.ts';
import { parseSecrets } from '../connectors/flow/secrets.ts';
import { family } from './command.ts';
import { type TryOptions, tryFlow } from './flow-try.ts';
import { print } from './output.ts';
import { readText } from './read-input.ts';

interface CheckOptions {
  secrets?: string;
  json?: boolean;
}

const TRY_HELP = `
You play the person: what you type is a message, and the number or title of a button taps it.
  /image <path or URL>       send a picture; also /video /audio /voice /document /sticker
  /location <lat>,<lng>      send a place
  /tap <id>                  tap a button by its id
  /vars                      show the variables of the session
  /restart                   begin a new session
  /quit                      stop (as does the end of the input)

Nothing leaves this machine but the calls of the flow; networks beside public addresses are let through by CHASQUI_EGRESS_ALLOW.`;

/** `chasqui flow …`: works on files, without a gateway. */
export function flowCommand(parent: Command): void {
  const flow = family(parent, ['flow'], 'flows: bots written as YAML (docs/connectors/flow.md)');
  flow
    .command('check')
    .description('say what is wrong with a flow, by line and path; ends with 1 if anything is')
    .argument('<file>', 'flow definition in YAML')
    .option('--secrets <file>', 'lines of NAME=value, to check the names that calls use')
    .option('--json', 'print JSON')
    .action(check);
  flow
    .command('try')
    .description('talk to a flow in the terminal, without a gateway')
    .argument('<file>', 'flow definition in YAML')
    .option('--secrets <file>', 'lines of NAME=value for calls')
    .option('--name <name>', 'name of the person', 'Ada')
    .option('--phone <digits>', 'number of the person', '15550100001')
    .option('--at <time>', 'pretend that it is this time (2026-01-05T10:00:00Z)')
    .addHelpText('after', TRY_HELP)
    .action(runTry);
}

function check(file: string, options: CheckOptions): void {
  const parsed = parseDefinition(readText(file), namesIn(options.secrets));
  if (!parsed.ok) process.exitCode = 1;
  if (parsed.ok || options.json) print(asJson(parsed), options, () => (parsed.ok ? summary(file, parsed) : ''));
  else complain(file, parsed.mistakes.map(describeRemark));
}

async function runTry(file: string, options: TryOptions): Promise<void> {
  const definition = readText(file);
  const parsed = parseDefinition(definition, namesIn(options.secrets));
  if (parsed.ok) return tryFlow(definition, options);
  process.exitCode = 1;
  complain(file, parsed.mistakes.map(describeRemark));
}

function complain(file: string, mistakes: readonly string[]): void {
  console.error(`${file} cannot be used:\n${mistakes.map((one) => `  ${one}`).join('\n')}`);
}

function asJson(parsed: ParsedDefinition): Record<string, unknown> {
  if (!parsed.ok) return { ok: false, mistakes: parsed.mistakes, warnings: [] };
  return { ok: true, mistakes: [], warnings: parsed.warnings, ...count(parsed) };
}

function summary(file: string, parsed: Extract<ParsedDefinition, { ok: true }>): string {
  const { triggers, sections } = count(parsed);
  const warnings = parsed.warnings.map((one) => `\nWarning: ${describeRemark(one)}`);
  return `${file} is a good flow. Triggers: ${triggers}, sections: ${sections}.${warnings.join('')}`;
}

function count({ flow }: Extract<ParsedDefinition, { ok: true }>): { triggers: number; sections: number } {
  return { triggers: flow.triggers.length, sections: flow.sections.size };
}

/** Without a file any name may be used. */
function namesIn(file: string | undefined): ReadonlySet<string> | 'any' {
  if (file === undefined) return 'any';
  const secrets = parseSecrets(readText(file));
  if (typeof secrets === 'string') throw new Error(`${file}: ${secrets}`);
  return new Set(Object.keys(secrets));
}
