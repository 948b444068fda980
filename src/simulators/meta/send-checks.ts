import type { MetaNumber } from './account.ts';
import { GraphError } from './graph-error.ts';
import type { MediaReference } from './media-in-message.ts';
import type { MediaLibrary } from './media-library.ts';
import { sendFault } from './media-rules.ts';
import type { MetaMessage } from './message.ts';
import type { Failure } from './statuses.ts';
import type { Template } from './templates/template.ts';
import type { TemplateBook } from './templates/template-book.ts';
import { checkParameters, checkSendable } from './templates/template-check.ts';

/** The definition that was sent, checked. An account without any templates takes every one as approved. */
export function findTemplate(templates: TemplateBook, number: MetaNumber, message: MetaMessage): Template | undefined {
  if (message.type !== 'template' || templates.list(number.businessAccountId).length === 0) return undefined;
  const { name, language } = message.content;
  const template = templates.find(number.businessAccountId, name, language.code);
  if (!template) {
    throw new GraphError(132001, { details: `template name (${name}) does not exist in ${language.code}` });
  }
  checkSendable(template);
  checkParameters(template, message.content);
  return template;
}

/** Ids must be the number's own. Returns why a file that is there cannot be sent so. */
export function checkFiles(
  media: readonly MediaReference[],
  library: MediaLibrary,
  number: MetaNumber,
): Failure | undefined {
  for (const { kind, id } of media) {
    if (id === undefined) continue;
    const file = library.get(id);
    if (!file || library.ownerOf(id) !== number.phoneNumberId) {
      throw new GraphError(131009, { details: `Parameter ${kind}.id: no media of that id` });
    }
    const details = sendFault(kind, file);
    if (details !== undefined) return { code: 131053, details };
  }
  return undefined;
}
