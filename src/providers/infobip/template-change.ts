import type { TemplateChange } from '../../domain/template.ts';
import { asObject, asText, asWord, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { qualityOf, statusOf } from './template-words.ts';

/** What an update says about one template; `change` is undefined where it says nothing that we keep. */
export function readTemplateChange(item: JsonObject): { kind: string; change: TemplateChange | undefined } {
  const change = asObject(item.change);
  const kind = asWord(change.type) ?? 'template_update';
  const news = readNews(kind, change);
  const named = withoutUndefined({
    providerId: asText(item.messageTemplateId),
    name: asText(item.messageTemplateName),
    language: asText(item.messageTemplateLanguage),
  });
  return { kind, change: news === undefined || Object.keys(named).length === 0 ? undefined : { ...named, ...news } };
}

function readNews(kind: string, change: JsonObject): TemplateChange | undefined {
  switch (kind) {
    case 'template_status_update':
      return readStatus(change);
    case 'template_category_update':
      return withoutUndefined({ category: asWord(change.newCategory) });
    case 'template_quality_update':
      return withoutUndefined({ quality: qualityOf(change.newQualityScore) });
    default:
      return undefined;
  }
}

function readStatus({ newStatus, reason }: JsonObject): TemplateChange {
  const status = statusOf(newStatus);
  if (status === 'deleted') return { status, deleted: true };
  // A warning: what it means for the status must be asked.
  if (status === undefined || status === 'flagged') return { contentChanged: true };
  const said = asText(reason);
  return withoutUndefined({ status, rejection: said === 'NONE' ? undefined : said });
}
