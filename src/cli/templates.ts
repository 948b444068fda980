import type { Command } from 'commander';
import { type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { deleteCommand, examples, family, gatewayCommand, listCommand, present } from './command.ts';
import { confirm } from './confirm.ts';
import { type ListOptions, printList } from './list.ts';
import { facts, print, time } from './output.ts';
import { readDocument } from './read-input.ts';
import { buildValues, type TemplateOptions, withValueOptions } from './template-content.ts';

interface TemplateListOptions extends ListOptions {
  status?: string;
  name?: string;
  category?: string;
  language?: string;
}

type Values = ConnectOptions & Omit<TemplateOptions, 'template' | 'language'>;

const ONE = '/api/v1/channels/{id}/templates/{name}/{language}';

/** `chasqui templates …` */
export function templateCommand(parent: Command): void {
  const templates = family(parent, ['templates', 'template'], 'messages that the provider has approved');
  listCommand(templates, 'list <channel>', 'by name and language')
    .option('--status <status>', 'approved, pending, rejected, paused, …')
    .option('--name <text>', 'part of the name')
    .option('--category <category>', 'marketing, utility or authentication')
    .option('--language <code>', 'such as en or es_MX')
    .action(list);
  gatewayCommand(templates, 'show <channel> <name> <language>', 'a template and what it asks for').action(show);
  gatewayCommand(templates, 'sync <channel>', 'read them from the provider now').action(sync);
  const creating = gatewayCommand(
    templates,
    'create <channel> <file>',
    'hand one in for review: a file in YAML or JSON, "-": standard input',
  ).action(create);
  creating.addHelpText('after', DRAFT_HELP);
  deleteCommand(templates, 'delete <channel> <name>', 'at the provider too')
    .option('--language <code>', 'in this language only')
    .action(remove);
  const previewing = withValueOptions(
    gatewayCommand(
      templates,
      'preview <channel> <name> <language>',
      'fill one, and say which value is wrong; nothing is sent',
    ),
  )
    .option('--image <path or URL>', 'for a header with an image')
    .option('--video <path or URL>', 'for a header with a video')
    .option('--document <path or URL>', 'for a header with a document')
    .action(preview);
  examples(
    previewing,
    'templates preview ch_… order_shipped en --header 1234 --body Ana --body Friday --button 0=1234',
    'templates preview ch_… appointment_reminder en --param first_name=Ana --param day=Friday',
  );
}

const DRAFT_HELP = `
The file:
  name: order_ready
  language: en
  category: utility
  body:
    text: Hello {{1}}, order {{2}} is ready for you.
    examples: [Ana, "1234"]
  buttons:
    - { type: quick_reply, text: Thank you }`;

async function list(id: string, options: TemplateListOptions): Promise<void> {
  const api = connect(options);
  const { status, name, category, language } = options;
  const filter = present({ status, name, category, language });
  await printList(
    options,
    (page) => api.GET('/api/v1/channels/{id}/templates', { params: { path: { id }, query: { ...filter, ...page } } }),
    {
      columns: [
        { head: 'NAME', cell: (one) => one.name },
        { head: 'LANGUAGE', cell: (one) => one.language },
        { head: 'STATUS', cell: (one) => one.status },
        { head: 'CATEGORY', cell: (one) => one.category },
        { head: 'VALUES', cell: (one) => one.body.variables.join(' ') },
        { head: 'BODY', cell: (one) => one.body.text, isFlexible: true },
      ],
      empty: `There are no such templates. Where the provider tells them they are read by: chasqui templates sync ${id}`,
    },
  );
}

async function show(id: string, name: string, language: string, options: ConnectOptions): Promise<void> {
  const one = await unwrap(connect(options).GET(ONE, { params: { path: { id, name, language } } }));
  print(one, options, () => describe(one));
}

function describe(one: Schemas['Template']): string {
  const coming =
    one.comingCategory && `${one.comingCategory.category} from ${time(one.comingCategory.at) ?? 'some day'}`;
  return facts([
    ['Template', `${one.name} (${one.language})`],
    ['Status', one.rejection ? `${one.status}: ${one.rejection}` : one.status],
    ['Category', one.category],
    ['Will be', coming],
    ['Quality', one.quality],
    ['Account', one.account],
    ['Header', one.header && (one.header.text ?? one.header.format)],
    ['Body', one.body.text],
    ['Footer', one.footer],
    ['Buttons', one.buttons.map(describeButton).join('\n')],
    ['Cards', one.cards.map(({ body, buttons }) => [body?.text, ...buttons.map(describeButton)].join(' ')).join('\n')],
    ['Values', optionsOf(one).join(' ')],
    ['Changed', time(one.updatedAt)],
  ]);
}

/** The options of "send" that give its values; those of cards have none. */
function optionsOf({ header, body, buttons, parameterFormat }: Schemas['Template']): string[] {
  const file = ['image', 'video', 'document'].find((format) => format === header?.format);
  return [
    ...(header?.variables ?? []).map(() => '--header …'),
    ...(file === undefined ? [] : [`--${file} …`]),
    ...body.variables.map((name) => (parameterFormat === 'named' ? `--param ${name}=…` : '--body …')),
    ...buttons.flatMap(({ needsParameter }, index) => (needsParameter ? [`--button ${index}=…`] : [])),
  ];
}

function describeButton(
  { type, text, url, phoneNumber, needsParameter }: Schemas['TemplateButton'],
  index: number,
): string {
  return [`${index}. [${text}] ${type}`, url, phoneNumber, needsParameter && `(--button ${index}=…)`]
    .filter(Boolean)
    .join(' ');
}

async function sync(id: string, options: ConnectOptions): Promise<void> {
  const request = { params: { path: { id } } };
  const { items } = await unwrap(connect(options).POST('/api/v1/channels/{id}/templates/sync', request));
  print({ items }, options, () =>
    items
      .map(
        ({ account, error, syncedAt }) =>
          `${account}  ${error === null ? `read at ${time(syncedAt)}` : `failed: ${error}`}`,
      )
      .join('\n'),
  );
  if (items.some(({ error }) => error !== null)) process.exitCode = 1;
}

async function create(id: string, file: string, options: ConnectOptions): Promise<void> {
  // The gateway checks it and answers with the path of what is wrong.
  const body = readDocument(file) as Schemas['CreateTemplate'];
  const made = await unwrap(
    connect(options).POST('/api/v1/channels/{id}/templates', { params: { path: { id } }, body }),
  );
  print(made, options, () => `${made.name} (${made.language}) is ${made.status}.`);
}

async function remove(
  id: string,
  name: string,
  options: ConnectOptions & { language?: string; yes?: boolean },
): Promise<void> {
  const { language } = options;
  await confirm(
    `Delete the template ${name} ${language === undefined ? 'in all languages' : `in ${language}`}, at the provider too?`,
    options,
  );
  const request = { params: { path: { id, name }, query: present({ language }) } };
  await unwrap(connect(options).DELETE('/api/v1/channels/{id}/templates/{name}', request));
  print({ name, deleted: true }, options, () => `${name} is deleted.`);
}

async function preview(id: string, name: string, language: string, options: Values): Promise<void> {
  const api = connect(options);
  const body = await buildValues(api, { ...options, channel: id, template: name, language });
  const filled = await unwrap(api.POST(`${ONE}/preview`, { params: { path: { id, name, language } }, body }));
  print(filled, options, () =>
    filled.isSendable ? filled.text : `${filled.text}\n\n(not approved: it cannot be sent yet)`,
  );
}
