import type { TemplateChange } from '../../domain/template.ts';
import { asObject, asText, asWord, type JsonObject, withoutUndefined } from '../kit/json.ts';
import { parseEpoch } from '../kit/time.ts';

/** Events that name what happened and not the state that follows from it. */
const STATUS_AFTER: Readonly<Record<string, string>> = { reinstated: 'approved', unarchived: 'approved' };

/**
 * What one of the template fields says about one template.
 * https://developers.facebook.com/documentation/business-messaging/whatsapp/webhooks/reference/message_template_status_update and its
 * siblings (seen 2026-09)
 */
export function readTemplateChange(field: string, value: JsonObject): TemplateChange {
  return withoutUndefined({
    providerId: asText(value.message_template_id),
    name: asText(value.message_template_name),
    language: asText(value.message_template_language),
    ...readNews(field, value),
  });
}

function readNews(field: string, value: JsonObject): TemplateChange {
  // A published sample of a quality update carries the field name of the status.
  if (value.new_quality_score !== undefined) return withoutUndefined({ quality: asWord(value.new_quality_score) });
  switch (field) {
    case 'message_template_status_update':
      return readStatus(value);
    case 'template_category_update':
      return readCategory(value);
    case 'message_template_components_update':
      return { contentChanged: true };
    default:
      return {};
  }
}

function readStatus(value: JsonObject): TemplateChange {
  const event = asWord(value.event);
  const category = asWord(value.message_template_category);
  if (event === 'deleted') return { status: event, deleted: true };
  // A warning: what it means for the status must be asked.
  if (event === undefined || event === 'flagged') return withoutUndefined({ category, contentChanged: true });
  const isUnpaused = asObject(value.other_info).title === 'UNPAUSE';
  const status = isUnpaused ? 'approved' : (STATUS_AFTER[event] ?? event);
  return withoutUndefined({ status, category, rejection: readReason(value) });
}

/** The sentence, where there is one beside the word. */
function readReason({ reason, rejection_info, other_info }: JsonObject): string | undefined {
  const code = asText(reason) === 'NONE' ? undefined : asText(reason);
  const { reason: sentence, recommendation } = asObject(rejection_info);
  const { title, description } = asObject(other_info);
  const said = [code, asText(sentence), asText(recommendation), asText(description) ?? asText(title)];
  return said.filter((part) => part !== undefined).join(' – ') || undefined;
}

/** A day ahead the coming category stands in `correct_category`, and `new_category` is still the present one. */
function readCategory(value: JsonObject): TemplateChange {
  const category = asWord(value.new_category);
  const coming = asWord(value.correct_category);
  if (coming === undefined) return withoutUndefined({ category });
  const at = parseEpoch(value.category_update_timestamp);
  return withoutUndefined({ category, announcedCategory: withoutUndefined({ category: coming, at }) });
}
