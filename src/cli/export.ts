import { writeFileSync } from 'node:fs';
import { type Command, Option } from 'commander';
import { type ConnectOptions, connect } from './client.ts';
import { collect, examples, gatewayCommand } from './command.ts';
import { fileTrouble, UsageError } from './errors.ts';
import { remark } from './output.ts';
import { describeSetup } from './transfer/describe-setup.ts';
import type { SetupDocument } from './transfer/document.ts';
import { readSetup } from './transfer/read-setup.ts';
import { type DocumentFormat, renderDocument } from './transfer/render-document.ts';

interface ExportOptions extends ConnectOptions {
  channel: string[];
  format?: DocumentFormat;
  templates: boolean;
}

const WHAT = `
Applications, bots with their flows, channels with connections, senders and rules, templates, event webhooks: one document, to be kept in git,
reviewed, and taken elsewhere by "chasqui import". Secrets are left out, and each part names those that it needs ("secretsNeeded"). People,
messages, API keys and accounts are not part of it. Parts name one another by their names, which must therefore be unique. The same set-up
gives the same bytes. Templates are those that were last read from the provider ("templates sync").`;

/** `chasqui export` */
export function exportCommand(parent: Command): void {
  const command = gatewayCommand(parent, 'export [file]', 'the set-up as a document, without secrets')
    .option('--channel <name or id>', 'this channel only, with what it uses; repeatable', collect, [])
    .addOption(
      new Option('--format <format>', 'default: what the file is called, or else yaml').choices(['yaml', 'json']),
    )
    .option('--no-templates', 'without templates')
    .addHelpText('after', WHAT)
    .action(exportSetup);
  examples(command, 'export chasqui.yaml', 'export --channel shop shop.yaml', 'export --format json | jq .channels');
}

async function exportSetup(file: string | undefined, options: ExportOptions): Promise<void> {
  const setup = await readSetup(connect(options));
  const document = describeSetup(setup, { channels: options.channel, templates: options.templates });
  const text = renderDocument(document, formatOf(file, options));
  if (file === undefined || file === '-') process.stdout.write(text);
  else {
    write(file, text);
    remark(`${file} is written: ${count(document)}.`);
  }
}

function formatOf(file: string | undefined, { format, json }: ExportOptions): DocumentFormat {
  if (format !== undefined) return format;
  return json || file?.endsWith('.json') ? 'json' : 'yaml';
}

function write(file: string, text: string): void {
  try {
    writeFileSync(file, text);
  } catch (cause) {
    throw new UsageError(`${file} cannot be written: ${fileTrouble(cause, 'write')}`, { cause });
  }
}

function count({ applications = [], bots = [], channels = [], eventWebhooks = [] }: SetupDocument): string {
  const templates = channels.flatMap((channel) => channel.templates ?? []);
  return Object.entries({ channels, bots, applications, 'event webhooks': eventWebhooks, templates })
    .map(([kind, { length }]) => `${kind} ${length}`)
    .join(', ');
}
