import type { MessageContent } from './message.ts';
import { ApiFailure } from './refusals.ts';
import { countAttributes, type Template } from './template.ts';
import type { TemplateBook } from './template-book.ts';

/** The template that a message sends, if it is one. Throws 8006 if it is unknown, not approved, or filled in wrongly. */
export function findTemplate(book: TemplateBook, numberId: string, content: MessageContent): Template | undefined {
  if (content.type !== 'template' && content.type !== 'media_template') return undefined;
  const { name, language, attributes } = content.template;
  const template = book.find(numberId, name, language.locale);
  if (!template) throw new ApiFailure(8006, `Template ${name} does not exist in ${language.locale}`);
  if (template.status !== 'APPROVED') throw new ApiFailure(8006, `Template ${name} is not approved`);
  const wanted = countAttributes(template);
  if (attributes.length !== wanted) {
    throw new ApiFailure(8006, `Template ${name} takes ${wanted} attributes, not ${attributes.length}`);
  }
  const headerKind = template.header && template.header.kind !== 'text' ? template.header.kind : undefined;
  const mediaKind = content.type === 'media_template' ? content.media.type : undefined;
  if (headerKind !== mediaKind) {
    throw new ApiFailure(8006, `The header of template ${name} takes ${headerKind ?? 'no media'}`);
  }
  return template;
}
