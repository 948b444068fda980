import type { z } from 'zod';
import type { TemplateContent } from '../../domain/content.ts';
import type { TemplateDraft } from '../../domain/template.ts';
import type { TemplatePreview } from '../../services/templates/templates.ts';
import type { StoredTemplate, TemplateSync } from '../../store/templates.ts';
import { readContent } from './content.ts';
import { present } from './present.ts';
import type { createTemplate, previewTemplate, template, templatePreview, templateSync } from './schemas/template.ts';
import { isoTime, isoTimeOrNull } from './time.ts';

type Header = NonNullable<z.output<typeof template>['header']>;

export function renderTemplate(stored: StoredTemplate): z.output<typeof template> {
  const { channelId: _channel, comingCategory, updatedAt, header, body, buttons, cards, ...rest } = stored;
  return {
    ...rest,
    header: renderHeader(header),
    body: { text: body.text, variables: [...body.variables] },
    buttons: [...buttons],
    cards: cards.map((card) => ({
      header: renderHeader(card.header),
      body: card.body && { text: card.body.text, variables: [...card.body.variables] },
      buttons: [...card.buttons],
    })),
    hasOffer: stored.hasOffer === true,
    comingCategory: comingCategory && { category: comingCategory.category, at: isoTimeOrNull(comingCategory.at) },
    updatedAt: isoTime(updatedAt),
  };
}

function renderHeader(header: StoredTemplate['header']): Header | null {
  if (header === null || header.format !== 'text') return header;
  return { format: header.format, text: header.text, variables: [...header.variables] };
}

/** Absent members stay absent; examples in a list get the numbers of their variables. */
export function parseDraft({ senderId: _sender, ...body }: z.output<typeof createTemplate>): TemplateDraft {
  const { header, body: text, buttons, ...rest } = body;
  return {
    ...present(rest),
    body: { text: text.text, ...parseExamples(text.examples) },
    ...(header && { header: parseDraftHeader(header) }),
    ...(buttons && { buttons: buttons.map((button) => present(button)) }),
  };
}

function parseDraftHeader(
  header: NonNullable<z.output<typeof createTemplate>['header']>,
): NonNullable<TemplateDraft['header']> {
  if (header.format === 'text') return { format: 'text', text: header.text, ...parseExamples(header.examples) };
  return present(header);
}

function parseExamples(examples: z.output<typeof createTemplate>['body']['examples']) {
  if (examples === undefined) return {};
  if (!Array.isArray(examples)) return { examples };
  return { examples: Object.fromEntries(examples.map((example, index) => [String(index + 1), example])) };
}

/** Throws the problem that says what is wrong with the values, as far as that shows without the template. */
export function parsePreview(
  named: Pick<TemplateContent, 'name' | 'language'>,
  values: z.output<typeof previewTemplate>,
): TemplateContent {
  const { name, language } = named;
  const content = readContent({ type: 'template', name, language, ...present(values) }, '');
  if (content.type !== 'template') throw new Error('the content of a template was read as something else');
  return content;
}

export function renderPreview({ header, buttons, cards, ...rest }: TemplatePreview): z.output<typeof templatePreview> {
  return {
    ...rest,
    header,
    buttons: [...buttons],
    cards: cards.map((card) => ({ ...card, buttons: [...card.buttons] })),
  };
}

export function renderSyncs(syncs: readonly TemplateSync[]): z.output<typeof templateSync> {
  return {
    items: syncs.map(({ account, syncedAt, error, failedAt }) => ({
      ...{ account, error },
      syncedAt: isoTimeOrNull(syncedAt),
      failedAt: isoTimeOrNull(failedAt),
    })),
  };
}
