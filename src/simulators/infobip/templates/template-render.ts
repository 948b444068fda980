import { renderTime, type TimeOffset } from '../time-format.ts';
import type { Structure, Template } from './template.ts';
import type { TemplateEvent } from './template-book.ts';

/** A template as the second version of the API shows it. */
export function renderTemplate(template: Template): object {
  const { id, businessAccountId, name, language, status, category, structure, quality, platform, validityPeriod } =
    template;
  return {
    id,
    businessAccountId,
    name,
    language,
    status,
    category,
    structure: { ...structure, type: typeOf(structure) },
    quality,
    ...(platform && { platform }),
    ...(validityPeriod && { validityPeriod }),
    createdAt: renderTime(template.createdAt),
    lastUpdatedAt: renderTime(template.updatedAt),
  };
}

/** The deprecated first version: body and footer are plain texts, and there are no examples. */
export function renderFirstVersion({
  id,
  businessAccountId,
  name,
  language,
  status,
  category,
  structure,
}: Template): object {
  const { header, body, footer, buttons } = structure;
  return {
    id,
    businessAccountId,
    name,
    language,
    status,
    category,
    structure: {
      ...(header && { header: withoutExample(header) }),
      body: body.text,
      ...(footer && { footer: footer.text }),
      ...(buttons && { buttons: buttons.map(withoutExample) }),
      type: typeOf(structure),
    },
  };
}

function withoutExample<Part extends object>(part: Part): object {
  const { example: _, ...rest } = part as Part & { example?: unknown };
  return rest;
}

/** The body of a template's webhook; it is no list. */
export function renderTemplateEvent(
  template: Template,
  change: TemplateEvent,
  at: { ms: number; offset: TimeOffset },
): object {
  return {
    messageTemplateId: template.id,
    messageTemplateName: template.name,
    messageTemplateLanguage: template.language,
    timestamp: renderTime(at.ms, at.offset),
    change,
    ...template.platform,
  };
}

function typeOf({ header, buttons, carousel }: Structure): string {
  return header || buttons || carousel ? 'MEDIA' : 'TEXT';
}
