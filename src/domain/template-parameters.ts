import type { OutboundContent, TemplateContent } from './content.ts';
import { parseContent } from './parse-content.ts';

/** What one person gets in place of a template's own parameters. */
export type TemplateParameters = Pick<TemplateContent, 'header' | 'body' | 'buttons' | 'limitedTimeOffer' | 'carousel'>;

/** `path` leads to the mistake (`body[0]`), empty for the whole; `message` continues it. */
export type ParsedParameters =
  | { ok: true; parameters: TemplateParameters }
  | { ok: false; path: string; message: string };

const MEMBERS = ['header', 'body', 'buttons', 'limitedTimeOffer', 'carousel'] as const;

/** Reads parameters for `content`: an array is the body's, an object has members as a template content has. */
export function parseTemplateParameters(content: OutboundContent, input: unknown): ParsedParameters {
  if (content.type !== 'template') return mistake('', 'only a template takes parameters');
  const members = Array.isArray(input) ? { body: input } : input;
  if (typeof members !== 'object' || members === null) return mistake('', 'must be an array or an object');
  const unknown = Object.keys(members).find((name) => !MEMBERS.some((member) => member === name));
  if (unknown !== undefined) return mistake(unknown, 'is not known');
  const { name, language } = content;
  const read = parseContent({ ...members, type: 'template', name, language });
  if (!read.ok) return Array.isArray(input) ? mistake(read.path.replace(/^body/, ''), read.message) : read;
  const { type: _type, name: _name, language: _language, ...parameters } = read.content as TemplateContent;
  return { ok: true, parameters };
}

/** The content for one person. */
export function withTemplateParameters(
  content: OutboundContent,
  parameters: TemplateParameters | null,
): OutboundContent {
  return content.type === 'template' && parameters !== null ? { ...content, ...parameters } : content;
}

function mistake(path: string, message: string): ParsedParameters {
  return { ok: false, path, message };
}
