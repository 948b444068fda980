import { countVariables, type Template, type TemplateButton } from '../template.ts';
import type { TemplateBook } from '../template-book.ts';
import type { RcmContent, SentMediaTemplate } from './content-schemas.ts';
import { RcmRefusal } from './refusal.ts';

/** A template with what a message fills into it. */
export interface FilledTemplate {
  readonly template: Template;
  /** Of the body. */
  readonly values: readonly string[];
  readonly media?: NonNullable<SentMediaTemplate['media']>;
  readonly buttons?: NonNullable<SentMediaTemplate['buttons']>;
}

/** The template that a message sends, if it is one. Throws 400 if it is unknown, not approved, or filled in wrongly. */
export function findTemplate(book: TemplateBook, numberId: string, content: RcmContent): FilledTemplate | undefined {
  const filled = fill(book, numberId, content);
  if (!filled) return undefined;
  const { template, values } = filled;
  if (template.status !== 'APPROVED') throw new RcmRefusal(400, `Template ${template.name} is not approved`);
  const wanted = countVariables(template.body);
  if (values.length !== wanted) {
    throw new RcmRefusal(400, `Template ${template.name} takes ${wanted} parameters, not ${values.length}`);
  }
  checkHeader(filled);
  checkLinks(filled);
  return filled;
}

function fill(book: TemplateBook, numberId: string, content: RcmContent): FilledTemplate | undefined {
  if (content.type === 'TEMPLATE') {
    const { templateId, parameterValues: values } = content.template;
    return { template: requireTemplate(book, numberId, templateId), values };
  }
  if (content.type !== 'MEDIA_TEMPLATE') return undefined;
  const { templateId, autoTemplate = '', media, buttons, bodyParameterValues } = content.mediaTemplate;
  const parts = { ...(media && { media }), ...(buttons && { buttons }) };
  if (templateId !== undefined) {
    return { template: requireTemplate(book, numberId, templateId), values: bodyParameterValues, ...parts };
  }
  const matched = book.match(numberId, autoTemplate);
  if (!matched) throw new RcmRefusal(400, 'No template has this text');
  return { ...matched, ...parts };
}

function requireTemplate(book: TemplateBook, numberId: string, name: string): Template {
  const template = book.find(numberId, name);
  if (!template) throw new RcmRefusal(400, `Template ${name} does not exist`);
  return template;
}

/** A header with a file, or with a variable, needs `media` of its kind; any other takes none. */
function checkHeader({ template: { name, header }, media }: FilledTemplate): void {
  const isFixed = header === undefined || (header.kind === 'text' && countVariables(header.text) === 0);
  const wanted = isFixed ? undefined : header.kind;
  if (media?.type !== wanted) throw new RcmRefusal(400, `The header of template ${name} takes ${wanted ?? 'no media'}`);
}

/** Every URL button with a variable needs its end. */
function checkLinks({ template, buttons }: FilledTemplate): void {
  const wanted = variableLinks(template).length;
  const given = buttons?.actions?.length ?? 0;
  if (wanted !== given) throw new RcmRefusal(400, `Template ${template.name} takes ${wanted} button actions`);
}

/** The URL buttons that are filled from the message. */
export function variableLinks({ buttons = [] }: Template): readonly TemplateButton[] {
  return buttons.filter((button) => button.kind === 'url' && countVariables(button.url) > 0);
}
