import type { Command } from 'commander';
import { readVariable } from '../config.ts';
import { addressOf, type ConnectOptions, connect } from './client.ts';
import { examples, gatewayCommand } from './command.ts';
import { confirm } from './confirm.ts';
import { CliError, UsageError } from './errors.ts';
import { print, remark } from './output.ts';
import { readDocument } from './read-input.ts';
import { carryOut, type Outcome } from './transfer/carry-out.ts';
import { parseDocument } from './transfer/document.ts';
import { isBlocked, makePlan, partsToWrite } from './transfer/make-plan.ts';
import type { PlanEntry } from './transfer/plan.ts';
import { readSetup } from './transfer/read-setup.ts';
import { parseSecretsFile, type Secrets } from './transfer/secrets-file.ts';
import { showPlan } from './transfer/show-plan.ts';
import { unknownSecrets } from './transfer/unknown-secrets.ts';

interface ImportOptions extends ConnectOptions {
  dryRun?: boolean;
  secrets?: string;
  replaceSecrets?: boolean;
  templates?: boolean;
  yes?: boolean;
}

const WHAT = `
Bots, channels, applications and event webhooks are found by their names, templates by name and language. What differs is shown first:
  + is created   ~ is changed   = is as it is to be   ? is left alone   ✗ is in the way: then nothing is written
Nothing that the document does not name is touched, and rules that it leaves out stay; but settings and senders of what it names are whole:
what it leaves out of them is taken away. If it breaks off, what is done stays, and the same command again does the rest.

Secrets that the target has stay. Those that it lacks come from a file (--secrets), which may have none that nothing in the document takes;
\${NAME} in it is read from the environment:
  bots:
    front door: { secret: "\${BOT_SECRET}" }
  channels:
    shop:
      connections:
        - { accessToken: "\${SHOP_TOKEN}", appSecret: … }     # in the order of the document; null: leave it out
Client secrets of applications and secrets of event webhooks are made anew, and shown once.
Templates are left alone where reviewers want an example that the document lacks, and where an approved text reads otherwise.`;

/** `chasqui import` */
export function importCommand(parent: Command): void {
  const command = gatewayCommand(parent, 'import <file>', 'make a gateway what a document of "export" says')
    .option('--dry-run', 'show what would be done, and end with 1 if something is in the way')
    .option('--secrets <file>', 'secrets that the target lacks, in YAML or JSON')
    .option('--replace-secrets', 'those of the file replace the ones that the target has')
    .option('--templates', 'hand templates in for review that the target lacks')
    .option('--yes', 'do not ask')
    .addHelpText('after', WHAT)
    .action(importSetup);
  examples(
    command,
    'import chasqui.yaml --dry-run',
    'import chasqui.yaml --secrets secrets.yaml --url https://chat.example.com',
  );
}

async function importSetup(file: string, options: ImportOptions): Promise<void> {
  const document = parseDocument(readDocument(file), file);
  const secrets = readSecrets(options.secrets);
  const api = connect(options);
  const target = await readSetup(api);
  const unknown = unknownSecrets(secrets, document, target);
  if (unknown.length > 0)
    throw new UsageError(`${options.secrets} has secrets that nothing in ${file} takes:\n  ${unknown.join('\n  ')}`);
  const { templates = false, replaceSecrets = false } = options;
  const plan = makePlan(document, { target, secrets, replaceSecrets, templates });
  const parts = partsToWrite(plan);
  if (isBlocked(plan)) return refusePlan(plan, options);
  if (options.dryRun || parts.length === 0) return tell(plan, null, options);
  if (!options.json) remark(showPlan(plan));
  await confirm(`Do this at ${addressOf(options).url}?`, options);
  tell(plan, await carryOut(api, parts, target), options);
}

function readSecrets(file: string | undefined): Secrets {
  return file === undefined
    ? {}
    : parseSecretsFile(readDocument(file, 'secret'), { path: file, variable: readVariable });
}

function refusePlan(plan: readonly PlanEntry[], options: ImportOptions): never {
  if (options.json) print(asJson(plan, null), options, () => '');
  else remark(showPlan(plan));
  throw new CliError('Nothing was written.');
}

/** `outcome` null: nothing was to be done, or nothing was to be done yet. */
function tell(plan: readonly PlanEntry[], outcome: Outcome | null, options: ImportOptions): void {
  print(asJson(plan, outcome), options, () => (outcome ? showOutcome(outcome) : showIdle(plan)));
  if (!outcome?.failed) return;
  const { entry, error } = outcome.failed;
  const left = partsToWrite(plan).filter((one) => !outcome.done.includes(one));
  throw new CliError(
    `${nameOf(entry)} could not be done:\n${error instanceof Error ? error.message : String(error)}\n` +
      `Not done: ${left.map(nameOf).join(', ')}. The same command again does the rest.`,
    { cause: error },
  );
}

function showIdle(plan: readonly PlanEntry[]): string {
  return partsToWrite(plan).length === 0 ? `${showPlan(plan)}\nThere is nothing to do.` : showPlan(plan);
}

function showOutcome({ done, secrets, callbackUrls }: Outcome): string {
  return [
    ...done.map((entry) => `✓ ${nameOf(entry)} is ${entry.verdict === 'create' ? 'created' : 'changed'}`),
    ...secrets.map(({ of, name, value }) => `${of}\n  ${name}: ${value}   (shown this once)`),
    ...(callbackUrls.length > 0 ? ['Configure these callback URLs at the providers:'] : []),
    ...callbackUrls.map(({ channel, provider, url }) => `  ${channel} (${provider}): ${url}`),
  ].join('\n');
}

function nameOf({ kind, name }: PlanEntry): string {
  return `${kind} ${name}`;
}

function asJson(plan: readonly PlanEntry[], outcome: Outcome | null): unknown {
  const done = new Set(outcome?.done);
  return {
    plan: plan.map((entry) => ({
      ...{ kind: entry.kind, name: entry.name, verdict: entry.verdict, lines: entry.lines },
      done: done.has(entry),
    })),
    generatedSecrets: outcome?.secrets ?? [],
    callbackUrls: outcome?.callbackUrls ?? [],
  };
}
