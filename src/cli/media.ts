import { createWriteStream } from 'node:fs';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Command } from 'commander';
import { type ConnectOptions, connect, reachingFetch, type Schemas, unwrap } from './client.ts';
import { deleteCommand, examples, family, gatewayCommand } from './command.ts';
import { confirm } from './confirm.ts';
import { CliError } from './errors.ts';
import { facts, print, remark, time } from './output.ts';
import { upload } from './upload.ts';

interface UploadCommandOptions extends ConnectOptions {
  channel: string;
  type?: string;
}

interface DownloadOptions extends ConnectOptions {
  output?: string;
  force?: boolean;
}

/** `chasqui media …` */
export function mediaCommand(parent: Command): void {
  const media = family(parent, ['media'], 'files that people sent, or that you upload');
  const uploading = gatewayCommand(media, 'upload <path>', 'a file that messages can then name')
    .requiredOption('--channel <id>', 'the channel that it is for')
    .option('--type <mime>', 'what it is, where its bytes do not tell')
    .action(uploadFile);
  examples(
    uploading,
    'media upload menu.pdf --channel ch_…',
    'send --channel ch_… --to +15550100001 --document menu.pdf   # uploads too',
  );
  gatewayCommand(media, 'show <media>', 'a file, and where it can be fetched').action(show);
  const downloading = gatewayCommand(media, 'download <media>', 'save a file')
    .option('-o, --output <path>', 'where to; "-": standard output (default: its own name)')
    .option('--force', 'overwrite what is there')
    .action(download);
  examples(downloading, 'media download med_… -o photo.jpg');
  gatewayCommand(media, 'fetch <media>', 'fetch one from the provider once more').action(fetchAgain);
  deleteCommand(media, 'delete <media>', 'a file; the message that shows it stays').action(remove);
}

async function uploadFile(path: string, options: UploadCommandOptions): Promise<void> {
  const { channel: channelId, type } = options;
  const media = await upload(connect(options), { channelId, path, ...(type !== undefined && { type }) });
  print(media, options, () => `${media.id}   ${media.mimeType}, ${media.sizeBytes} bytes`);
}

async function show(id: string, options: ConnectOptions): Promise<void> {
  const media = await unwrap(connect(options).GET('/api/v1/media/{id}', { params: { path: { id } } }));
  print(media, options, () => describe(media));
}

function describe(media: Schemas['Media']): string {
  return facts([
    ['File', media.id],
    ['Name', media.fileName],
    ['Type', media.mimeType],
    ['Bytes', media.sizeBytes],
    ['State', media.failure === null ? media.state : `${media.state}: ${media.failure}`],
    ['Direction', media.direction],
    ['Message', media.messageId],
    ['Channel', media.channelId],
    ['SHA-256', media.sha256],
    ['Created', time(media.createdAt)],
    ['URL', media.url],
  ]);
}

async function download(id: string, options: DownloadOptions): Promise<void> {
  const media = await unwrap(connect(options).GET('/api/v1/media/{id}', { params: { path: { id } } }));
  if (media.url === null) throw new CliError(`${id} is not there: ${media.failure ?? media.state}`);
  const response = await reachingFetch(new Request(media.url));
  if (response.status === 202)
    throw new CliError(`${id} is still being fetched from the provider; try again in a moment`);
  if (!response.ok || !response.body)
    throw new CliError(`${id} cannot be fetched: the gateway answered ${response.status}`);
  const path = options.output ?? nameFor(media);
  // The type of the web's streams and Node's differ in name only.
  const bytes = Readable.fromWeb(response.body as Parameters<typeof Readable.fromWeb>[0]);
  if (path === '-') return pipeline(bytes, process.stdout);
  await save(bytes, path, options);
  if (options.json) print({ ...media, path }, options, () => '');
  else remark(`${path} is saved (${media.sizeBytes} bytes, ${media.mimeType}).`);
}

async function save(bytes: Readable, path: string, { force }: DownloadOptions): Promise<void> {
  try {
    await pipeline(bytes, createWriteStream(path, { flags: force ? 'w' : 'wx' }));
  } catch (cause) {
    const isThere = cause instanceof Error && 'code' in cause && cause.code === 'EEXIST';
    throw isThere ? new CliError(`${path} is there already; say --force or -o`, { cause }) : cause;
  }
}

/** The name that the sender gave, without any folder; it must not hide either. */
function nameFor({ id, fileName }: Schemas['Media']): string {
  const name = basename((fileName ?? '').replaceAll('\\', '/')).replace(/^\.+|\p{Cc}/gu, '');
  return name === '' ? id : name;
}

async function fetchAgain(id: string, options: ConnectOptions): Promise<void> {
  const media = await unwrap(connect(options).POST('/api/v1/media/{id}/fetch', { params: { path: { id } } }));
  print(media, options, () => `${id} is being fetched again.`);
}

async function remove(id: string, options: ConnectOptions & { yes?: boolean }): Promise<void> {
  await confirm(`Delete the file ${id}?`, options);
  await unwrap(connect(options).DELETE('/api/v1/media/{id}', { params: { path: { id } } }));
  print({ id, deleted: true }, options, () => `File ${id} is deleted.`);
}
