import type { Command } from 'commander';
import { type Api, type Schemas, unwrap } from './client.ts';
import { collect } from './command.ts';
import { UsageError } from './errors.ts';
import { parsePairs } from './output.ts';
import { mediaOf } from './upload.ts';

export interface TemplateOptions {
  template?: string;
  language?: string;
  header?: string;
  body: string[];
  param: string[];
  button: string[];
}

/** What of a template a send fills in. */
interface TemplateValues {
  header?: unknown;
  body?: unknown;
  buttons?: { index: number; type: string }[];
}

interface ValueOptions extends TemplateOptions, HeaderOptions {
  template: string;
  channel: string;
}

interface HeaderOptions {
  header?: string;
  image?: string;
  video?: string;
  document?: string;
}

const HEADER_KINDS = ['image', 'video', 'document'] as const;

/** The member that carries the value of a button, by its type. */
const BUTTON_VALUES: Readonly<Record<string, string>> = {
  quick_reply: 'payload',
  url: 'text',
  otp: 'text',
  copy_code: 'couponCode',
  flow: 'flowToken',
};

/** Options that name a template and its values. */
export function withTemplateOptions(command: Command): Command {
  command
    .option('--template <name>', 'send a template')
    .option('--language <code>', 'its language, such as en or es_MX');
  return withValueOptions(command);
}

/** Options that give a template's values. */
export function withValueOptions(command: Command): Command {
  return command
    .option('--body <value>', 'value for {{1}}, {{2}}, … in this order; repeatable', collect, [])
    .option('--param <name=value>', 'value for {{name}}; repeatable', collect, [])
    .option('--header <text>', "value in the header's text (a file: --image, --video or --document)")
    .option('--button <index=value>', 'value of a button, counted from 0; repeatable', collect, []);
}

export async function buildTemplate(api: Api, options: ValueOptions): Promise<Schemas['OutboundContent']> {
  const { template: name, language } = options;
  if (language === undefined)
    throw new UsageError(
      `say in which language: --language (chasqui templates list ${options.channel} --name ${name})`,
    );
  return { type: 'template', name, language, ...(await buildValues(api, { ...options, language })) };
}

/** Header files are uploaded; buttons get their type from the template. */
export async function buildValues(api: Api, options: ValueOptions & { language: string }): Promise<TemplateValues> {
  if (options.body.length > 0 && options.param.length > 0)
    throw new UsageError('a template takes --body (numbered) or --param (named), not both');
  const header = await headerOf(api, options);
  const body = options.param.length > 0 ? parsePairs(options.param) : options.body;
  return {
    ...(header !== undefined && { header }),
    ...((options.body.length > 0 || options.param.length > 0) && { body }),
    ...(options.button.length > 0 && { buttons: await buttonsOf(api, options) }),
  };
}

async function headerOf(api: Api, options: ValueOptions): Promise<unknown> {
  const kind = HEADER_KINDS.find((name) => options[name] !== undefined);
  if (kind === undefined) return options.header;
  return { type: kind, media: await mediaOf(api, options.channel, options[kind] ?? '') };
}

async function buttonsOf(api: Api, options: ValueOptions & { language: string }) {
  const path = { id: options.channel, name: options.template, language: options.language };
  const template = await unwrap(api.GET('/api/v1/channels/{id}/templates/{name}/{language}', { params: { path } }));
  return Object.entries(parsePairs(options.button)).map(([place, value]) => {
    const index = Number(place);
    const type = template.buttons[index]?.type;
    if (type === undefined)
      throw new UsageError(`there is no button ${place}; the template has ${template.buttons.length}, the first is 0`);
    return { index, type, [BUTTON_VALUES[type] ?? 'text']: value };
  });
}
