import { z } from 'zod';
import { type Choice, type MediaLink, showLink } from '../outgoing.ts';
import { showTemplate } from '../templates/show-template.ts';
import { fillIn, type Template, variablesIn, variablesOf } from '../templates/template.ts';
import { badRequest } from './api-error.ts';
import { parseJson, type Said } from './read-message.ts';

const templateSchema = z.object({ id: z.string().min(1), params: z.array(z.string()).optional() });

const media = z.object({ link: z.url({ protocol: /^https?$/ }), filename: z.string().optional() });
const coordinate = z.union([z.number(), z.string()]);

const headerSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('image'), image: media }),
  z.object({ type: z.literal('video'), video: media }),
  z.object({ type: z.literal('document'), document: media }),
  z.object({
    type: z.literal('location'),
    location: z.object({ longitude: coordinate, latitude: coordinate, name: z.string().optional() }),
  }),
]);

const postbackSchema = z.array(z.object({ index: z.number().int().min(0), text: z.string() }));

/** The form fields of a template send. */
export interface TemplateFields {
  template: string | undefined;
  message: string | undefined;
  postbackTexts: string | undefined;
}

/** Reads a template send. Throws 400 for an unknown template, a wrong count of parameters and a missing header. */
export function readTemplateSend(fields: TemplateFields, templates: readonly Template[]): Said & { match: Template } {
  const { id, params = [] } = parse(templateSchema, fields.template, 'template');
  const match = templates.find(({ uuid }) => uuid === id);
  if (!match) throw badRequest('Template does not exist');
  if (params.length !== variablesOf(match)) throw badRequest('Template params do not match');
  const header = readHeader(fields.message, match);
  const texts = fillParts(match, params);
  const postbacks = fields.postbackTexts ? parse(postbackSchema, fields.postbackTexts, 'postbackTexts') : [];
  const shownMedia = header && showLink(header.link, header.fileName);
  return {
    type: 'template',
    shown: { kind: 'template', content: showTemplate(match, { ...texts, ...(shownMedia && { media: shownMedia }) }) },
    links: header ? [header.link] : [],
    choices: match.buttons.map((button, index) => toChoice(button.text, index, postbacks)),
    match,
  };
}

/** Parameters come in the order of their appearance: header, body, button. */
function fillParts(template: Template, params: readonly string[]) {
  const left = [...params];
  const take = (text: string) => left.splice(0, variablesIn(text));
  const header = template.header && fillIn(template.header, take(template.header));
  const values = take(template.body);
  return { header, body: fillIn(template.body, values), urlSuffix: left[0], code: values[0] };
}

function toChoice(title: string, index: number, postbacks: z.output<typeof postbackSchema>): Choice {
  const postbackText = postbacks.find((one) => one.index === index)?.text;
  return { id: String(index), title, ...(postbackText && { postbackText }) };
}

function readHeader(text: string | undefined, { kind }: Template): { link: MediaLink; fileName?: string } | undefined {
  if (kind === 'TEXT') return undefined;
  const header = parse(headerSchema, text, 'message');
  if (header.type.toUpperCase() !== kind) throw badRequest('Template header does not match');
  switch (header.type) {
    case 'image':
      return { link: { kind: 'image', url: header.image.link } };
    case 'video':
      return { link: { kind: 'video', url: header.video.link } };
    case 'document': {
      const { link, filename } = header.document;
      return { link: { kind: 'document', url: link }, ...(filename && { fileName: filename }) };
    }
    case 'location':
      return undefined;
  }
}

function parse<S extends z.ZodType>(schema: S, text: string | undefined, name: string): z.output<S> {
  const result = schema.safeParse(parseJson(text));
  if (result.success) return result.data;
  throw badRequest(`Invalid ${name}: ${result.error.issues[0]?.message}`);
}
