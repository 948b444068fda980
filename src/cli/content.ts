import type { Command } from 'commander';
import type { Api, Schemas } from './client.ts';
import { collect, present } from './command.ts';
import { UsageError } from './errors.ts';
import { readJson } from './read-input.ts';
import { buildTemplate, type TemplateOptions, withTemplateOptions } from './template-content.ts';
import { mediaOf } from './upload.ts';

type Content = Schemas['OutboundContent'];

/** Kinds of content that are a file, and what one calls them. */
const MEDIA = {
  image: 'an image',
  video: 'a video',
  audio: 'an audio file',
  voice: 'a voice note',
  document: 'a document',
  sticker: 'a sticker',
} as const;

type MediaKind = keyof typeof MEDIA;

const MEDIA_KINDS = Object.keys(MEDIA) as MediaKind[];

export interface ContentOptions extends TemplateOptions, Partial<Record<MediaKind, string>> {
  channel: string;
  content?: string;
  caption?: string;
  location?: string;
  reply: string[];
}

/** Options that say what to send. */
export function withContentOptions(command: Command): Command {
  command.option('--content <json>', 'content object, or @file that holds it (JSON or YAML; @-: standard input)');
  for (const kind of MEDIA_KINDS) command.option(`--${kind} <path or URL>`, `send ${MEDIA[kind]}`);
  command
    .option('--caption <text>', 'below the file')
    .option('--location <lat,lng>', 'send a place')
    .option('--reply <id=title>', 'a button below the text; repeatable', collect, []);
  return withTemplateOptions(command);
}

/** The content that the options describe; files are uploaded. Throws a sentence if they name none, or more than one. */
export async function buildContent(api: Api, text: string | undefined, options: ContentOptions): Promise<Content> {
  const kind = options.template === undefined ? MEDIA_KINDS.find((name) => options[name] !== undefined) : undefined;
  refuseSeveral({
    text,
    '--content': options.content,
    '--template': options.template,
    '--location': options.location,
    ...(kind !== undefined && { [`--${kind}`]: options[kind] }),
  });
  if (options.content !== undefined) return readContent(options.content);
  if (options.template !== undefined) return buildTemplate(api, { ...options, template: options.template });
  if (options.location !== undefined) return readLocation(options.location);
  if (kind !== undefined) {
    const media = await mediaOf(api, options.channel, options[kind] ?? '');
    return { type: kind, media, ...present({ caption: options.caption }) };
  }
  if (text === undefined)
    throw new UsageError('say what to send: a text, --template, --image, … or --content with a JSON object');
  return options.reply.length === 0 ? text : { type: 'buttons', text, buttons: options.reply.map(readButton) };
}

function refuseSeveral(given: Readonly<Record<string, string | undefined>>): void {
  const names = Object.keys(given).filter((name) => given[name] !== undefined);
  if (names.length > 1) throw new UsageError(`a message says one thing: ${names.join(' or ')}`);
}

function readContent(given: string): Content {
  // The gateway checks it and answers with the path of what is wrong.
  return readJson(given, '--content') as Content;
}

function readButton(pair: string): { id: string; title: string } {
  const [, id, title] = /^([^=]+)=(.+)$/.exec(pair) ?? [];
  return { id: id ?? pair, title: title ?? pair };
}

/** `-12.046,-77.043` */
export function readLocation(text: string): { type: 'location'; latitude: number; longitude: number } {
  const [latitude, longitude, more] = text.split(',').map(Number);
  if (latitude === undefined || longitude === undefined || more !== undefined || Number.isNaN(latitude + longitude))
    throw new UsageError(`"${text}" is no place; write latitude,longitude such as -12.046,-77.043`);
  return { type: 'location', latitude, longitude };
}
