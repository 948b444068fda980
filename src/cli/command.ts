import { type Command, InvalidArgumentError } from 'commander';

/** A group of commands, with another name for it. */
export function family(parent: Command, [name, alias]: readonly [string, string?], description: string): Command {
  const made = parent.command(name).description(description).helpCommand(false);
  return alias === undefined ? made : made.alias(alias);
}

/** A command that speaks to a running gateway. `usage` is its name with its arguments: `show <id>`. */
export function gatewayCommand(parent: Command, usage: string, description: string): Command {
  return connected(parent.command(usage).description(description));
}

/** Options of commands that speak to a running gateway. */
function connected(command: Command): Command {
  return command
    .option('--url <url>', 'where the gateway listens (default: CHASQUI_PUBLIC_URL)')
    .option('--key <key>', 'API key (default: CHASQUI_ADMIN_KEY, or the one that "dev" keeps)')
    .option('--json', 'print JSON');
}

/** A command that prints a list, page by page. */
export function listCommand(parent: Command, usage: string, description: string): Command {
  return paged(gatewayCommand(parent, usage, description));
}

/** The same, for what its parent does when nothing more is said. */
export function defaultListCommand(parent: Command, description: string): Command {
  return paged(connected(parent.command('list', { isDefault: true }).description(description)));
}

function paged(command: Command): Command {
  return command.option('--limit <count>', 'at most so many', parseCount, 20).option('--all', 'all there are');
}

/** A command that takes something away: it asks before, unless told not to. */
export function deleteCommand(parent: Command, usage: string, description: string): Command {
  return gatewayCommand(parent, usage, description).option('--yes', 'do not ask');
}

/** Examples below the help, each beginning behind `chasqui`. */
export function examples(command: Command, ...lines: readonly string[]): Command {
  const shown = lines.map((line) => `  $ chasqui ${line}`).join('\n');
  return command.addHelpText('after', `\nExamples:\n${shown}`);
}

/** Of an option that may be repeated. */
export function collect(value: string, before: readonly string[] = []): string[] {
  return [...before, value];
}

export function parseCount(text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number from 1.');
}

/** The members that are there: `undefined` is left out, as bodies and queries want it. */
export function present<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  // Object.fromEntries cannot tell the keys; they are those of `value`.
  return Object.fromEntries(members) as { [K in keyof T]?: Exclude<T[K], undefined> };
}
