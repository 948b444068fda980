import { randomUUID } from 'node:crypto';
import { followBulkSend } from './bulk-progress.ts';
import { type Api, type ConnectOptions, connect, type Schemas, unwrap } from './client.ts';
import { present } from './command.ts';
import { buildContent, type ContentOptions } from './content.ts';
import { UsageError } from './errors.ts';
import { counted, print, remark } from './output.ts';
import { readText } from './read-input.ts';
import { type ListedPerson, readRecipients } from './recipients.ts';

type Target = Schemas['BulkTarget'];
type Content = Schemas['OutboundContent'];

export interface CreateOptions extends ConnectOptions, ContentOptions {
  sender?: string;
  name?: string;
  text?: string;
  draft?: boolean;
  dryRun?: boolean;
  follow?: boolean;
  idempotencyKey?: string;
}

/** Well below what one request may hold; longer lists are sent in pieces, and start when all is there. */
const PIECE = 5_000;

/** `chasqui bulk create` */
export async function createBulkSend(path: string, options: CreateOptions): Promise<void> {
  const api = connect(options);
  const people = readRecipients(readText(path), path);
  const content = await buildContent(api, options.text, options);
  const template = await templateIn(api, options.channel, content);
  const targets = people.map((person) => toTarget(person, template));
  if (options.dryRun) return report(targets, people, options);
  const made = await hand(api, targets, { content, options });
  print(
    made,
    options,
    () => `${made.id} ${made.state}, ${peopleIn(made.progress.total)}   (chasqui bulk show ${made.id} --follow)`,
  );
  if (options.follow && made.state === 'running') await followBulkSend(api, made.id);
}

/** The template that is to be sent; null where it is none. */
async function templateIn(api: Api, id: string, content: Content): Promise<Schemas['Template'] | null> {
  if (typeof content === 'string' || content.type !== 'template') return null;
  // The gateway says what is wrong with a content that lacks them.
  const path = { id, name: String(content.name), language: String(content.language) };
  return unwrap(api.GET('/api/v1/channels/{id}/templates/{name}/{language}', { params: { path } }));
}

/** Columns named like the template's variables become its values. */
function toTarget({ line, to, parameters, columns }: ListedPerson, template: Schemas['Template'] | null): Target {
  if (parameters !== undefined) return { to, parameters };
  const names = template?.body.variables.filter((name) => columns[name] !== undefined) ?? [];
  const strange = Object.keys(columns).filter((name) => !names.includes(name));
  if (strange.length > 0)
    throw new UsageError(
      `line ${line}: the column ${strange.join(', ')} is no variable of the template${template ? `; there are ${template.body.variables.join(', ') || 'none'}` : ''}`,
    );
  if (names.length === 0) return { to };
  const values = names.map((name) => columns[name] ?? '');
  return template?.parameterFormat === 'named'
    ? { to, parameters: { body: Object.fromEntries(names.map((name, at) => [name, values[at]])) } }
    : { to, parameters: values };
}

function report(targets: readonly Target[], people: readonly ListedPerson[], options: CreateOptions): void {
  const numbers = people.map(({ to }) => to.replace(/[^\w.]/g, ''));
  const different = new Set(numbers).size;
  const found = { recipients: targets.length, duplicates: targets.length - different, first: targets[0] ?? null };
  print(found, options, () =>
    [
      `${counted(targets.length, 'line')}, ${different} different ${different === 1 ? 'person' : 'people'}. Nothing was sent.`,
      ...(found.first ? [`The first: ${JSON.stringify(found.first)}`] : []),
    ].join('\n'),
  );
}

function peopleIn(number: number): string {
  return number === 1 ? '1 person' : `${number} people`;
}

interface Order {
  content: Content;
  options: CreateOptions;
}

/** In pieces; it starts once the last is there, so that a list that breaks off is sent to nobody. */
async function hand(api: Api, targets: readonly Target[], { content, options }: Order): Promise<Schemas['BulkSend']> {
  const isShort = targets.length <= PIECE;
  const body: Schemas['CreateBulkSend'] = {
    channelId: options.channel,
    content,
    recipients: targets.slice(0, PIECE),
    start: isShort && !options.draft,
    ...present({ senderId: options.sender, name: options.name }),
  };
  const header = { 'idempotency-key': options.idempotencyKey ?? randomUUID() };
  const made = await unwrap(api.POST('/api/v1/bulk-sends', { body, params: { header } }));
  if (isShort) return made;
  const path = { id: made.id };
  // The same order said again, after it broke off: what is there is not handed in twice.
  for (let from = made.progress.total; from < targets.length; from += PIECE) {
    remark(`${from} of ${targets.length} are there …`);
    const recipients = targets.slice(from, from + PIECE);
    await unwrap(api.POST('/api/v1/bulk-sends/{id}/recipients', { params: { path }, body: { recipients } }));
  }
  const ask = options.draft
    ? api.GET('/api/v1/bulk-sends/{id}', { params: { path } })
    : api.POST('/api/v1/bulk-sends/{id}/start', { params: { path } });
  return unwrap(ask);
}
